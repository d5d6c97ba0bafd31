package org.bcdkit.fetch;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ServerSocketFactory;

/** An HTTP server on this machine that answers, byte for byte, what a test says. */
final class OddServer implements Closeable {

    /** What is asked: the first line, and the headers by their names in lower case. */
    record Request(String line, Map<String, String> headers) {

        String path() {
            return line.split(" ")[1];
        }

        /** The first byte of the range that is asked for, or 0. */
        int from() {
            String range = headers.getOrDefault("range", "bytes=0-");
            return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    /** Answers a request; the connection is closed afterwards. */
    interface Behaviour {
        void answer(Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final String scheme;
    private final Behaviour behaviour;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    private OddServer(ServerSocketFactory sockets, String scheme, Behaviour behaviour) throws IOException {
        this.socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.scheme = scheme;
        this.behaviour = behaviour;
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
    }

    static OddServer that(Behaviour behaviour) throws IOException {
        return new OddServer(ServerSocketFactory.getDefault(), "http", behaviour);
    }

    static OddServer overTls(ServerSocketFactory sockets, Behaviour behaviour) throws IOException {
        return new OddServer(sockets, "https", behaviour);
    }

    URI at(String path) {
        return URI.create(scheme + "://localhost:" + port() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** All that was asked so far. */
    List<Request> requests() {
        return List.copyOf(requests);
    }

    /** An answer with these headers, one a line, and that content. */
    static void send(OutputStream out, String head, byte[] content, int start, int length) throws IOException {
        out.write(("HTTP/1.1 " + head.strip().replace("\n", "\r\n") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.write(content, start, length);
        out.flush();
    }

    static void send(OutputStream out, String head) throws IOException {
        send(out, head, new byte[0], 0, 0);
    }

    /** What an orderly server says: the range that was asked for, when the condition holds, of which it sends {@code most} bytes. */
    static void serve(Request request, OutputStream out, byte[] content, String etag, int most) throws IOException {
        String condition = request.headers().get("if-range");
        int from = condition == null || condition.equals(etag) ? request.from() : 0;
        int length = content.length - from;
        String range = from > 0 ? "206 Partial Content\nContent-Range: bytes " + from + "-" + (content.length - 1) + "/" + content.length : "200 OK";
        send(out, range + "\nETag: " + etag + "\nContent-Length: " + length, content, from, Math.min(length, most));
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
                String line = in.readLine();
                if (line != null) {
                    Request request = new Request(line, headers(in));
                    requests.add(request);
                    behaviour.answer(request, connection.getOutputStream());
                }
            } catch (Exception e) {
                // The client went away, or the test ended.
            }
        }
    }

    private static Map<String, String> headers(BufferedReader in) throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
        }
        return headers;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
