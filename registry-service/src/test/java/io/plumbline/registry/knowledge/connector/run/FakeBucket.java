package io.plumbline.registry.knowledge.connector.run;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A bucket as the API reference of Amazon S3 describes `ListObjectsV2` and `GetObject`. It computes the signature of
/// each request by the specification of Signature Version 4, and returns two objects a page.
final class FakeBucket implements AutoCloseable {

    static final String KEY_ID = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    private static final int PAGE = 2;

    final Map<String, String> objects = new ConcurrentSkipListMap<>();
    private final HttpServer server;

    FakeBucket() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/docs", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isSigned(exchange)) {
                Site.send(exchange, 403, "<Error><Code>SignatureDoesNotMatch</Code></Error>");
                return;
            }
            String path = exchange.getRequestURI().getPath();
            String content =
                    path.equals("/docs") ? list(query(exchange)) : objects.get(path.substring("/docs/".length()));
            Site.send(exchange, content == null ? 404 : 200, content == null ? "" : content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String list(Map<String, String> query) {
        List<String> keys = objects.keySet().stream()
                .filter(key -> key.startsWith(query.getOrDefault("prefix", "")))
                .filter(key -> key.compareTo(query.getOrDefault("start-after", "")) > 0)
                .limit(PAGE + 1)
                .toList();
        String contents = keys.stream()
                .limit(PAGE)
                .map(key -> "<Contents><Key>" + URLEncoder.encode(key, StandardCharsets.UTF_8) + "</Key><ETag>&quot;"
                        + objects.get(key).hashCode() + "&quot;</ETag><Size>1</Size></Contents>")
                .collect(Collectors.joining());
        return "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>"
                + (keys.size() > PAGE) + "</IsTruncated><EncodingType>url</EncodingType>" + contents
                + "</ListBucketResult>";
    }

    private static Map<String, String> query(HttpExchange exchange) {
        Map<String, String> query = new TreeMap<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
            String[] pair = part.split("=", 2);
            query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static boolean isSigned(HttpExchange exchange) throws GeneralSecurityException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null) {
            return false;
        }
        String names = authorization.replaceAll(".*SignedHeaders=([^,]*),.*", "$1");
        String scope = authorization.replaceAll(".*Credential=" + KEY_ID + "/([^,]*),.*", "$1");
        StringBuilder headers = new StringBuilder();
        for (String name : names.split(";", -1)) {
            headers.append(name)
                    .append(':')
                    .append(exchange.getRequestHeaders().getFirst(name))
                    .append('\n');
        }
        String query = query(exchange).entrySet().stream()
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .collect(Collectors.joining("&"));
        String canonical = "GET\n" + exchange.getRequestURI().getRawPath() + "\n" + query + "\n" + headers + "\n"
                + names + "\n" + exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
        String toSign = "AWS4-HMAC-SHA256\n" + exchange.getRequestHeaders().getFirst("x-amz-date") + "\n" + scope + "\n"
                + HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return authorization.endsWith("Signature=" + HexFormat.of().formatHex(hmac(key, toSign)))
                && scope.endsWith("/eu-central-1/s3/aws4_request");
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
