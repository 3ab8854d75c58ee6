package io.plumbline.e2e.cleanroom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes requests of what a surface says it takes. Some are left valid, so that others meet what these have made;
/// most have one fault or some, in the body's tree, its bytes, its type, the path, the parameters or the headers.
/// The seed and the number of a request say all of it but for the ids of what is there.
final class Generator {

    /// How every canary begins.
    static final String CANARY = "cnry7q-";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamWriteConstraints(StreamWriteConstraints.builder()
                            .maxNestingDepth(10_000)
                            .build())
                    .build())
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .build();

    /// Ready to stand in a URI.
    private static final List<String> SEGMENTS = List.of(
            "%%00",
            "%%ff",
            "%%ed%%a0%%80",
            "%%c0%%ae%%c0%%ae",
            "%%2e%%2e%%2f",
            "%%252e",
            "..;a=b",
            "%%20",
            "%%0d%%0aSet-Cookie:a=b",
            "-1",
            "0",
            "99999999999999999999",
            "1e9",
            "%%F0%%9F%%98%%80",
            "00000000-0000-0000-0000-000000000000",
            "1-1-1-1-1",
            "%%24%%7Bjndi:x%%7D",
            "*",
            "@",
            "a@1",
            "A",
            "%s");

    private static final List<String> TYPES = List.of(
            "text/plain",
            "application/xml",
            "application/json;charset=utf-16",
            "application/json; charset=nonsense",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "multipart/form-data; boundary=x",
            "garbage",
            "application/x-ndjson",
            "text/csv",
            "*/*",
            "application/merge-patch+json",
            "application/octet-stream");

    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("Accept", "application/xml"),
            Map.entry("Accept", "text/html"),
            Map.entry("Accept", "garbage"),
            Map.entry("Accept", "image/png;q=abc"),
            Map.entry("Accept", "text/event-stream"),
            Map.entry("Accept", "application/sarif+json"),
            Map.entry("Accept-Encoding", "gzip;q=x"),
            Map.entry("Accept-Language", "\u00e9\u00ff,,;q=9"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Authorization", "Bearer %s"),
            Map.entry("Authorization", "Bearer plk_0123456789abcdef_%s"),
            Map.entry("Authorization", "Bearer a.%s.c"),
            Map.entry("Authorization", "Basic %s"),
            Map.entry("Authorization", ""),
            Map.entry("Authorization", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.%s"),
            Map.entry("x-api-key", "%s"),
            Map.entry("Idempotency-Key", ""),
            Map.entry("Idempotency-Key", "%s"),
            Map.entry("Idempotency-Key", "\u00ff%s"),
            Map.entry("If-Match", "%s"),
            Map.entry("If-Match", "\"%s"),
            Map.entry("If-Match", "W/\"1\", *"),
            Map.entry("If-Match", "\"99999999999999999999\""),
            Map.entry("If-None-Match", "\"%s\""),
            Map.entry("If-Modified-Since", "%s"),
            Map.entry("Range", "bytes=5-1,%s"),
            Map.entry("Cookie", "JSESSIONID=%s; SESSION=\"%s"),
            Map.entry("traceparent", "00-%s-x"),
            Map.entry("baggage", "%s=%s,,;"),
            Map.entry("x-request-id", "a\tb"),
            Map.entry("X-Forwarded-For", "%s"),
            Map.entry("X-Forwarded-Host", "[%s"),
            Map.entry("X-Forwarded-Port", "99999"),
            Map.entry("Forwarded", "for=\"%s"),
            Map.entry("X-HTTP-Method-Override", "DELETE"),
            Map.entry("Origin", "null"));

    /// None that could change what is there.
    private static final List<String> METHODS = List.of("HEAD", "OPTIONS", "TRACE", "FOO", "PROPFIND");

    private final Surface surface;
    private final String key;
    private final long seed;

    /// @param key the API key that requests have, unless a bad one is their fault
    Generator(Surface surface, String key, long seed) {
        this.surface = surface;
        this.key = key;
        this.seed = seed;
    }

    Malformed request(int number) {
        RandomGenerator random =
                new SplittableRandom(seed * 1_000_003 + surface.name().hashCode() * 31L + number);
        return new Making(number, random).request();
    }

    /// One request while it is made.
    private final class Making {

        private final int number;
        private final RandomGenerator random;
        private final String canary;
        private final ValidValues valid;
        private final HostileValues hostile;

        Making(int number, RandomGenerator random) {
            this.number = number;
            this.random = random;
            canary = CANARY + surface.name() + "-" + number;
            valid = new ValidValues(surface.api(), random, canary);
            hostile = new HostileValues(random, canary);
        }

        Malformed request() {
            List<Operation> operations = surface.operations();
            Operation operation = operations.get(random.nextInt(operations.size()));
            boolean left = random.nextInt(8) == 0;
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Authorization", "Bearer " + key);
            headers.put("Cookie", "other=" + canary);
            byte[] body = body(operation, left, headers);
            URI uri = URI.create(surface.base() + path(operation, left) + query(operation, left));
            String method =
                    !left && random.nextInt(40) == 0 ? METHODS.get(random.nextInt(METHODS.size())) : operation.method();
            if (!left && random.nextInt(4) == 0) {
                Map.Entry<String, String> header = HEADERS.get(random.nextInt(HEADERS.size()));
                headers.put(header.getKey(), header.getValue().replace("%s", canary));
            }
            return new Malformed(number, canary, method, operation, uri, headers, body);
        }

        private byte[] body(Operation operation, boolean left, Map<String, String> headers) {
            if (operation.bodies().isEmpty()) {
                return random.nextInt(10) == 0 && !left ? bytes(hostile.any()) : new byte[0];
            }
            List<String> types = List.copyOf(operation.bodies().keySet());
            String type = types.get(random.nextInt(types.size()));
            JsonNode document = valid.of(operation.bodies().get(type));
            headers.put("Content-Type", type.startsWith("multipart/") ? type + "; boundary=x" : type);
            if (!left && random.nextInt(4) != 0) {
                document = new TreeMutations(random, hostile).mutate(document);
            }
            byte[] body = type.startsWith("multipart/") ? part(document) : bytes(document);
            if (!left && random.nextInt(3) == 0) {
                body = new ByteMutations(random, canary).mutate(body);
            }
            if (!left && random.nextInt(15) == 0) {
                headers.put("Content-Type", TYPES.get(random.nextInt(TYPES.size())));
            }
            return body;
        }

        private static byte[] bytes(JsonNode document) {
            return JSON.writeValueAsString(document).getBytes(US_ASCII);
        }

        private byte[] part(JsonNode document) {
            String record = random.nextBoolean() ? "{\"input\": \"" + canary + "\", \"references\": []}" : "";
            return ("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n" + record
                            + new String(bytes(document), US_ASCII) + "\r\n--x--\r\n")
                    .getBytes(ISO_8859_1);
        }

        private String path(Operation operation, boolean left) {
            String path = operation.path();
            for (Parameter parameter : operation.parameters()) {
                if (parameter.place().equals("path")) {
                    path = path.replace("{" + parameter.name() + "}", segment(operation, parameter, left));
                }
            }
            return path;
        }

        private String segment(Operation operation, Parameter parameter, boolean left) {
            int choice = random.nextInt(20);
            int which = random.nextInt(1 << 20);
            if (choice == 0 && !left) {
                return SEGMENTS.get(which % SEGMENTS.size()).formatted("x".repeat(5_000));
            }
            int variable = operation.path().indexOf("/{" + parameter.name() + "}");
            String collection = operation.path().substring(0, variable);
            List<String> there = new ArrayList<>(surface.made().getOrDefault(collection, List.of()));
            if (operation.reads()) {
                there.addAll(surface.known().getOrDefault(collection, List.of()));
            }
            // An error says of which path it is, so that no canary may stand in it.
            String allowed = valid.of(parameter.schema()).asString().replace(canary, "clean-a");
            return choice < 12 && !there.isEmpty() ? encoded(there.get(which % there.size())) : encoded(allowed);
        }

        /// A parameter of several values is repeated; one value of it will do.
        private static String one(JsonNode value) {
            return value.isArray() ? value.path(0).asString("") : value.asString();
        }

        private String query(Operation operation, boolean left) {
            StringBuilder query = new StringBuilder();
            for (Parameter parameter : operation.parameters()) {
                if (parameter.place().equals("query") && random.nextInt(3) == 0) {
                    String value =
                            left || random.nextBoolean() ? encoded(one(valid.of(parameter.schema()))) : hostileValue();
                    query.append(query.isEmpty() ? '?' : '&')
                            .append(parameter.name())
                            .append('=')
                            .append(value);
                }
            }
            if (!left && random.nextInt(30) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(hostileValue())
                        .append("=&=&")
                        .append(hostileValue());
            }
            return query.toString();
        }

        private String hostileValue() {
            return switch (random.nextInt(4)) {
                case 0 -> SEGMENTS.get(random.nextInt(SEGMENTS.size())).formatted("x".repeat(2_000));
                case 1 -> encoded(shortened(hostile.number().toString()));
                default -> encoded(shortened(hostile.text()));
            };
        }

        private static String shortened(String text) {
            return text.length() > 1_000 ? text.substring(0, 1_000) : text;
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, UTF_8).replace("+", "%20");
        }
    }
}
