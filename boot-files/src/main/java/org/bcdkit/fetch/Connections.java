package org.bcdkit.fetch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLConnection;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * How servers are reached.
 *
 * @param proxies which proxy for which server
 * @param trust what certificates of servers are judged by; absent for what Java trusts
 * @param agent what the program calls itself
 * @param timeoutMillis how long a server may be silent
 */
public record Connections(Proxies proxies, Optional<SSLSocketFactory> trust, String agent, int timeoutMillis) {

    /** A server that says nothing for a minute will say nothing more. */
    public static final int TIMEOUT_MILLIS = 60_000;

    /** A connection to {@code address}, not made yet, that follows no redirection and asks for nothing to be compressed. */
    HttpURLConnection open(URI address) throws IOException {
        Optional<Proxy> proxy = proxies.of(address);
        URLConnection connection = proxy.isPresent() ? address.toURL().openConnection(proxy.get()) : address.toURL().openConnection();
        HttpURLConnection http = (HttpURLConnection) connection;
        if (trust.isPresent() && http instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(trust.get());
        }
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setConnectTimeout(timeoutMillis);
        http.setReadTimeout(timeoutMillis);
        http.setRequestProperty("User-Agent", agent);
        http.setRequestProperty("Accept", "*/*");
        http.setRequestProperty("Accept-Encoding", "identity");
        return http;
    }
}
