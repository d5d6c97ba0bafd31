package org.bcdkit.argument;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.bcdkit.fetch.Proxies;

/** The proxies that environment variables name, in the way of curl and wget: {@code https_proxy=http://host:port}. */
public final class ProxyArgument {

    private static final String HTTP = "http_proxy";
    private static final String HTTPS = "https_proxy";
    private static final String ALL = "all_proxy";
    private static final String NONE = "no_proxy";
    private static final String SCHEME = "http://";

    /** Tells the value of an environment variable. */
    public interface Environment {
        Optional<String> variable(String name);
    }

    private ProxyArgument() {}

    /** What the environment says; Java's own choice when it says nothing. */
    public static Proxies parse(Environment environment) {
        Optional<InetSocketAddress> all = proxy(environment, ALL);
        // In capitals, a web server would set it from a header of the request: nobody reads it so.
        Optional<String> plain = environment.variable(HTTP);
        Optional<InetSocketAddress> http = plain.isPresent() ? address(HTTP, plain.get()) : all;
        Optional<InetSocketAddress> https = value(environment, HTTPS).isPresent() ? proxy(environment, HTTPS) : all;
        Optional<String> direct = value(environment, NONE);
        return http.isEmpty() && https.isEmpty() ? Proxies.OF_JAVA : new Proxies(http, https, Proxies.hosts(direct.orElse("")));
    }

    private static Optional<String> value(Environment environment, String name) {
        Optional<String> value = environment.variable(name);
        return value.isPresent() ? value : environment.variable(name.toUpperCase(Locale.ROOT));
    }

    private static Optional<InetSocketAddress> proxy(Environment environment, String name) {
        Optional<String> value = value(environment, name);
        return value.isPresent() ? address(name, value.get()) : Optional.empty();
    }

    /** The proxy that a value names; empty for an empty one, which means none. */
    private static Optional<InetSocketAddress> address(String variable, String value) {
        if (value.isEmpty()) {
            return Optional.empty();
        }
        URI address;
        try {
            address = new URI(value.contains("://") ? value : SCHEME + value);
        } catch (URISyntaxException e) {
            throw unfit(variable, value);
        }
        boolean plain = address.getScheme().equalsIgnoreCase("http") && address.getRawUserInfo() == null;
        if (!plain || address.getHost() == null || address.getPort() < 0) {
            throw unfit(variable, value);
        }
        return Optional.of(InetSocketAddress.createUnresolved(address.getHost(), address.getPort()));
    }

    private static UsageException unfit(String variable, String value) {
        return new UsageException("The environment variable " + variable + " is \"" + value + "\"; a proxy is named as http://HOST:PORT.");
    }
}
