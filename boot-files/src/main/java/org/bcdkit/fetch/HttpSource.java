package org.bcdkit.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.bcdkit.storage.HostException;
import org.bcdkit.storage.UnsupportedException;

/** A file on an HTTP server. RFC 9110. */
record HttpSource(URI address, Connections connections) implements FetchSource {

    private static final int REDIRECTIONS = 10;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final long LONGEST_WAIT_SECONDS = 60;
    private static final String HTTPS = "https";
    /** What Java says when the first bytes of an answer are none of TLS. */
    private static final String NO_TLS = "Unsupported or unrecognized SSL message";

    /** An answer that was asked from the start has nothing to do with any other. */
    private static final long START = 0;

    @Override
    public String name() {
        return shown(address);
    }

    /** Without its query, in which keys and signatures are handed over. */
    private static String shown(URI address) {
        String whole = address.toString();
        int end = whole.length();
        for (int i = whole.length() - 1; i >= 0; i--) {
            if (whole.charAt(i) == '?' || whole.charAt(i) == '#') {
                end = i;
            }
        }
        return whole.substring(0, end);
    }

    @Override
    public String lastName() {
        String path = address.getRawPath() == null ? "" : address.getRawPath();
        // Only what stands behind the last slash is decoded: a slash that is escaped there separates nothing, and is in no name.
        return URI.create("/" + path.substring(path.lastIndexOf('/') + 1)).getPath().substring(1);
    }

    @Override
    public boolean isOpenToAnyone() {
        return !HTTPS.equalsIgnoreCase(address.getScheme());
    }

    @Override
    public Answer open(long from, Validator known, OptionalLong size) throws IOException {
        URI at = address;
        for (int redirections = 0; redirections <= REDIRECTIONS; redirections++) {
            HttpURLConnection connection = connections.open(at);
            boolean answered = false;
            try {
                if (from > START) {
                    connection.setRequestProperty("Range", "bytes=" + from + "-");
                    if (known.ifRange().isPresent()) {
                        connection.setRequestProperty("If-Range", known.ifRange().get());
                    }
                }
                int status = status(connection, at);
                if (isRedirection(status)) {
                    at = redirected(at, connection.getHeaderField("Location"));
                    continue;
                }
                if (status == RANGE_NOT_SATISFIABLE && from > START) {
                    return open(START, Validator.NONE, OptionalLong.empty());
                }
                refuse(status, connection, at);
                Optional<Answer> answer = answer(status, connection, from, known, size);
                if (answer.isEmpty()) {
                    return open(START, Validator.NONE, OptionalLong.empty());
                }
                answered = true;
                return answer.get();
            } finally {
                if (!answered) {
                    connection.disconnect();
                }
            }
        }
        throw new HostException(shown(address) + " leads from one address to the next, more than " + REDIRECTIONS + " times", "Look at it in a browser.");
    }

    /** The answer; empty when the part that comes is not the one that was asked for, or of another file. */
    private Optional<Answer> answer(int status, HttpURLConnection connection, long from, Validator known, OptionalLong knownSize) throws IOException {
        Validator validator = Validator.of(connection.getHeaderField("ETag"), connection.getHeaderField("Last-Modified"));
        // RFC 9112, section 6.3: what comes in chunks ends where they do, whatever length is told besides.
        boolean chunked = connection.getHeaderField("Transfer-Encoding") != null;
        OptionalLong length = chunked ? OptionalLong.empty() : ByteRange.number(connection.getHeaderField("Content-Length"));
        long start = START;
        OptionalLong size = length;
        if (status == PARTIAL_CONTENT) {
            Optional<ByteRange> range = ByteRange.of(connection.getHeaderField("Content-Range"));
            if (range.isEmpty() || range.get().first() != from || known.contradicts(validator)) {
                return restarted(from, "sends another part of the file than was asked for");
            }
            start = from;
            size = range.get().size();
            if (size.isPresent() && knownSize.isPresent() && !size.equals(knownSize)) {
                return restarted(from, "gives the file another size in each answer");
            }
            size = size.isPresent() ? size : knownSize;
        }
        refuseEncoding(connection);
        InputStream body;
        try {
            body = connection.getInputStream();
        } catch (IOException e) {
            throw lost(address, e);
        }
        return Optional.of(new Answer(start, size, validator, body, new Closeable() {
            @Override
            public void close() {
                // Closing the stream instead would read on, to use the connection again.
                connection.disconnect();
            }
        }));
    }

    private Optional<Answer> restarted(long from, String problem) throws HostException {
        if (from == START) {
            throw new HostException(name() + ": the server " + problem, "Report it to whoever runs the server.");
        }
        return Optional.empty();
    }

    private int status(HttpURLConnection connection, URI at) throws IOException {
        int status;
        try {
            status = connection.getResponseCode();
        } catch (IOException e) {
            throw lost(at, e);
        }
        if (status < 0) {
            throw new LostConnectionException(shown(at) + ": what answers there is no HTTP server", false, 0, null);
        }
        return status;
    }

    /** A failure on the way to an answer. Certificates do not get better by asking again. */
    private IOException lost(URI at, IOException failure) {
        if (isDistrust(failure)) {
            String reason = withoutAlert(reason(failure));
            boolean otherName = reason.startsWith("No subject alternative") || reason.startsWith("No name matching");
            return new HostException(
                    shown(at) + ": the certificate of the server is not trusted: " + reason,
                    otherName
                            ? "Name the server as its certificate does, if it is the right one."
                            : "If the server is one of your own, name the certificate of its authority with --ca FILE.",
                    failure);
        }
        if (failure instanceof SSLException && reason(failure).startsWith(NO_TLS)) {
            return new HostException(
                    shown(at) + ": what answers there does not speak https",
                    "If the server has only http, name the address with http:// and what the publisher tells with --sha256.",
                    failure);
        }
        boolean unreachable =
                failure instanceof UnknownHostException || failure instanceof ConnectException || failure instanceof NoRouteToHostException;
        String problem = failure instanceof UnknownHostException ? "there is no host of that name, or it cannot be looked up" : reason(failure);
        Optional<String> proxy = unreachable ? connections.proxies().name(at) : Optional.empty();
        String who = proxy.isPresent() ? "the proxy " + proxy.get() + " for " + shown(at) : shown(at);
        return new LostConnectionException(who + ": " + problem, unreachable, 0, failure);
    }

    private static boolean isDistrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }

    /** Some versions of Java put the alert of TLS in front, {@code (certificate_unknown) …}; it says nothing more. */
    private static String withoutAlert(String reason) {
        int end = reason.startsWith("(") ? reason.indexOf(") ") : -1;
        return end < 0 ? reason : reason.substring(end + 2);
    }

    private static String reason(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static boolean isRedirection(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static URI redirected(URI from, String location) throws HostException {
        if (location == null || location.isEmpty()) {
            throw new HostException(shown(from) + " leads to another address, but does not say which", "Look at it in a browser.");
        }
        URI to;
        try {
            to = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new HostException(shown(from) + " leads to an address that is none: " + location, "Look at it in a browser.", e);
        }
        String scheme = to.getScheme() == null ? "" : to.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals(HTTPS);
        if (!secure && !scheme.equals("http") || to.getHost() == null || to.getRawUserInfo() != null) {
            throw new HostException(shown(from) + " leads to " + shown(to) + ", which is no address of a file on a server", "Look at it in a browser.");
        }
        if (!secure && HTTPS.equalsIgnoreCase(from.getScheme())) {
            throw new HostException(
                    shown(from) + " leads to " + shown(to) + ", where nobody vouches for what comes: from https to http is not followed",
                    "Name another address of the file, or that one itself together with --sha256.");
        }
        return to;
    }

    private static void refuse(int status, HttpURLConnection connection, URI at) throws IOException {
        if (status == HttpURLConnection.HTTP_OK || status == PARTIAL_CONTENT) {
            return;
        }
        if (status == HttpURLConnection.HTTP_NOT_FOUND || status == HttpURLConnection.HTTP_GONE) {
            throw new NoSuchFileException(shown(at));
        }
        String words = connection.getResponseMessage();
        String problem = shown(at) + ": the server answers " + status + (words == null || words.isEmpty() ? "" : " (" + words + ")");
        if (status == HttpURLConnection.HTTP_UNAUTHORIZED || status == HttpURLConnection.HTTP_FORBIDDEN || status == HttpURLConnection.HTTP_PROXY_AUTH) {
            throw new HostException(problem, "It gives the file only to those it knows. Get it another way, and name the file.");
        }
        if (status >= HttpURLConnection.HTTP_INTERNAL_ERROR || status == TOO_MANY_REQUESTS || status == HttpURLConnection.HTTP_CLIENT_TIMEOUT) {
            OptionalLong seconds = ByteRange.number(connection.getHeaderField("Retry-After"));
            throw new LostConnectionException(problem, false, Math.min(seconds.orElse(0), LONGEST_WAIT_SECONDS) * 1000, null);
        }
        throw new HostException(problem, "Look at the address in a browser.");
    }

    /** A checksum is one of the file, and a position one in it: neither fits what was compressed on the way. */
    private void refuseEncoding(HttpURLConnection connection) throws IOException {
        String encoding = connection.getHeaderField("Content-Encoding");
        if (encoding != null && !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            connection.disconnect();
            throw new UnsupportedException(
                    name(), "answer", 0, "the header", "the server compresses the file on the way (" + encoding + "), though it was asked not to");
        }
    }

    /** One answer is of one file; that those to more questions were is checked with each. */
    @Override
    public void confirm(Validator validator, OptionalLong size) {}
}
