package org.bcdkit.fetch;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which proxy leads to which server, as curl and wget take it from the environment.
 *
 * @param http for {@code http} addresses
 * @param https for {@code https} addresses
 * @param direct hosts that are reached without one, in lower case: each stands for itself and what is below it; {@code *} for all
 */
public record Proxies(Optional<InetSocketAddress> http, Optional<InetSocketAddress> https, List<String> direct) {

    /** Java's own choice, which follows its system properties. */
    public static final Proxies OF_JAVA = new Proxies(Optional.empty(), Optional.empty(), List.of());

    public Proxies {
        direct = List.copyOf(direct);
    }

    /** The hosts in a list such as that of {@code no_proxy}: separated by commas or spaces, with or without a dot or {@code *.} in front. */
    public static List<String> hosts(String list) {
        List<String> hosts = new ArrayList<>();
        StringBuilder host = new StringBuilder();
        for (char c : (list + ",").toCharArray()) {
            if (c != ',' && c != ' ') {
                host.append(c);
            } else if (host.length() > 0) {
                String name = host.toString().toLowerCase(Locale.ROOT);
                name = name.startsWith("*.") ? name.substring(2) : name;
                hosts.add(name.startsWith(".") ? name.substring(1) : name);
                host.setLength(0);
            }
        }
        return hosts;
    }

    /** The one for {@code address}; absent when the choice is Java's. */
    Optional<Proxy> of(URI address) {
        if (http.isEmpty() && https.isEmpty()) {
            return Optional.empty();
        }
        Optional<InetSocketAddress> proxy = "https".equalsIgnoreCase(address.getScheme()) ? https : http;
        return Optional.of(proxy.isEmpty() || isDirect(address.getHost()) ? Proxy.NO_PROXY : new Proxy(Proxy.Type.HTTP, proxy.get()));
    }

    /** How to name the one for {@code address}; absent when there is none, or when the choice is Java's. */
    Optional<String> name(URI address) {
        Optional<Proxy> proxy = of(address);
        return proxy.isPresent() && proxy.get().address() instanceof InetSocketAddress at
                ? Optional.of(at.getHostString() + ":" + at.getPort())
                : Optional.empty();
    }

    private boolean isDirect(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        for (String name : direct) {
            if (name.equals("*") || lower.equals(name) || lower.endsWith("." + name)) {
                return true;
            }
        }
        return false;
    }
}
