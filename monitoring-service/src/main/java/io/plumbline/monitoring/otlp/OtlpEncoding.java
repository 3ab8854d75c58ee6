package io.plumbline.monitoring.otlp;

import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.monitoring.otlp.WireReader.MalformedMessageException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The two encodings of OTLP/HTTP. A request's encoding is also that of its answer.
///
/// @see <a href="https://opentelemetry.io/docs/specs/otlp/#otlphttp">OTLP/HTTP</a>
enum OtlpEncoding {
    PROTOBUF(OtlpEncoding.PROTOBUF_TYPE) {
        @Override
        JsonNode read(byte[] body, MessageType type) {
            try {
                return new WireReader().read(body, type);
            } catch (MalformedMessageException e) {
                throw RequestProblem.INVALID_REQUEST.because(String.valueOf(e.getMessage()));
            }
        }

        @Override
        byte[] partialSuccess(String counted, long rejected, String message) {
            ByteArrayOutputStream partial = new ByteArrayOutputStream();
            partial.write(1 << 3);
            varint(partial, rejected);
            bytes(partial, 2, message.getBytes(StandardCharsets.UTF_8));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            bytes(answer, 1, partial.toByteArray());
            return answer.toByteArray();
        }

        @Override
        byte[] success() {
            return new byte[0];
        }

        @Override
        byte[] status(int code, String message) {
            ByteArrayOutputStream status = new ByteArrayOutputStream();
            status.write(1 << 3);
            varint(status, code);
            bytes(status, 2, message.getBytes(StandardCharsets.UTF_8));
            return status.toByteArray();
        }
    },
    JSON(OtlpEncoding.JSON_TYPE) {
        @Override
        JsonNode read(byte[] body, MessageType type) {
            try {
                return MAPPER.readTree(body);
            } catch (JacksonException _) {
                throw RequestProblem.INVALID_REQUEST.because("The body is not OTLP/JSON, or a too large document.");
            }
        }

        @Override
        byte[] partialSuccess(String counted, long rejected, String message) {
            return MAPPER.writeValueAsBytes(
                    Map.of("partialSuccess", Map.of(counted, Long.toString(rejected), "errorMessage", message)));
        }

        @Override
        byte[] success() {
            return "{}".getBytes(StandardCharsets.UTF_8);
        }

        @Override
        byte[] status(int code, String message) {
            return MAPPER.writeValueAsBytes(Map.of("code", code, "message", message));
        }
    };

    static final String PROTOBUF_TYPE = "application/x-protobuf";
    static final String JSON_TYPE = "application/json";

    private static final int DEEPEST = 64;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxTokenCount(2L * WireReader.MOST_NODES)
                            .build())
                    .build())
            .build();

    private final String mediaType;

    OtlpEncoding(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /// Returns the encoding of a request; JSON unless it is protobuf.
    static OtlpEncoding of(@Nullable String contentType) {
        return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(PROTOBUF_TYPE) ? PROTOBUF : JSON;
    }

    /// Reads a message into the tree of OTLP/JSON.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 400 if the body is not such a message
    abstract JsonNode read(byte[] body, MessageType type);

    /// The answer to a request of which everything was accepted.
    abstract byte[] success();

    /// The answer to a request of which a part was rejected.
    ///
    /// @param counted name of the count in OTLP/JSON
    abstract byte[] partialSuccess(String counted, long rejected, String message);

    /// A `google.rpc.Status`.
    abstract byte[] status(int code, String message);

    private static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
        out.write((field << 3) | 2);
        varint(out, bytes.length);
        out.writeBytes(bytes);
    }
}
