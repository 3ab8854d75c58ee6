package io.plumbline.gateway.provider.bedrock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.gateway.wire.MalformedStreamException;
import io.plumbline.gateway.wire.TooLongException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// With the vectors that AWS's own decoders are tested with: github.com/boto/botocore,
/// tests/unit/test_eventstream.py, and github.com/awslabs/aws-c-event-stream, tests (both Apache-2.0), as ISO
/// 8859-1.
class EventStreamReaderTest {

    private static final int MOST = 10_000;

    private static final String INITIAL_RESPONSE = "\0\0\0~\0\0\0O\u00c5\u00a3\u00dd\u00c6\r:message-type\u0007\0"
            + "\u0005event\u000b:event-type\u0007\0\u0010initial-response\r:content-type"
            + "\u0007\0\ttext/json{\"InitialResponse\": \"sometext\"}\u00f6\u0098$\u0083";
    private static final String ERROR = "\0\0\0R\0\0\0B\u00bf#c~"
            + "\r:message-type\u0007\0\u0005error\u000b:error-code\u0007\0\u0004code"
            + "\u000e:error-message\u0007\0\u0007messagekl\u00ea=";
    private static final String ONE_HEADER = "\0\0\0=\0\0\0 \u0007\u00fd\u0083\u0096\u000ccontent-type\u0007\0\u0010"
            + "application/json{'foo':'bar'}\u008d\u009c\u0008\u00b1";

    private static List<String> read(byte[] stream) throws IOException {
        EventStreamReader reader = new EventStreamReader(new ByteArrayInputStream(stream), MOST);
        List<String> events = new ArrayList<>();
        for (byte[] event = reader.next(); event != null; event = reader.next()) {
            events.add(new String(event, UTF_8));
        }
        return events;
    }

    private static byte[] bytes(String latin) {
        return latin.getBytes(ISO_8859_1);
    }

    static byte[] frame(String messageType, String name, String type, String payload) {
        Map<String, HeaderValue> headers = new LinkedHashMap<>();
        headers.put(name, HeaderValue.fromString(type));
        headers.put(":content-type", HeaderValue.fromString("application/json"));
        headers.put(":message-type", HeaderValue.fromString(messageType));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Message(headers, payload.getBytes(UTF_8)).encode(out);
        return out.toByteArray();
    }

    private static byte[] event(String type, String payload) {
        return frame("event", ":event-type", type, payload);
    }

    @Test
    void readsAwssVectors() throws IOException {
        assertThat(read(bytes(INITIAL_RESPONSE + ERROR)))
                .containsExactly(
                        "{\"initial-response\":{\"InitialResponse\": \"sometext\"}}",
                        "{\"error\":{\"type\":\"code\",\"message\":\"message\"}}");
    }

    /// Whole frames without a type, then corrupt ones.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0\0\0\u0010\0\0\0\0\u0005\u00c2H\u00eb}\u0098\u00c8\u00ff",
                "\0\0\0\u001d\0\0\0\0\u00fdR\u008cZ{'foo':'bar'}\u00c3e96",
                ONE_HEADER,
                "\0\0\0\u001d\0\0\0\0\u00fdR\u008cZ{'foo':'bar'\u008d\u00c3e96",
                "\0\0\0=\0\0\0 \u0007\u00fd\u0083\u0096\u000ccontent+type\u0007\0\u0010"
                        + "application/json{'foo':'bar'}\u008d\u009c\u0008\u00b1",
                "\u0001\0\0\u001d\0\0\0\0\u00fdR\u008cZ{'foo':'bar'}\u00c3e96",
                "\0\0\0=\u00ff\0\u0001\u0002\u0007\u00fd\u0083\u0096\u000ccontent-type\u0007\0"
                        + "\u0010application/json{'foo':'bar'}\u008d\u009c\u0008\u00b1"
            })
    void refusesFramesThatAreCorruptOrOfNoType(String frame) {
        assertThatThrownBy(() -> read(bytes(frame))).isInstanceOf(MalformedStreamException.class);
    }

    @Test
    void refusesAFrameWithAnyBitWrong() {
        byte[] frame = event("contentBlockDelta", "{\"delta\":{\"text\":\"Hi\"},\"contentBlockIndex\":0}");
        for (int i = 0; i < frame.length; i++) {
            byte[] corrupt = frame.clone();
            corrupt[i] ^= 0x10;
            assertThatThrownBy(() -> read(corrupt)).isInstanceOf(MalformedStreamException.class);
        }
    }

    @Test
    void readsEventsAndExceptionsAsTheyCome() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(event("messageStart", "{\"role\":\"assistant\",\"p\":\"ab\"}"));
        stream.writeBytes(event("messageStop", ""));
        stream.writeBytes(
                frame("exception", ":exception-type", "throttlingException", "{\"message\":\"Slow \\\"down\\\"\"}"));
        byte[] all = stream.toByteArray();
        List<String> expected = List.of(
                "{\"messageStart\":{\"role\":\"assistant\",\"p\":\"ab\"}}",
                "{\"messageStop\":{}}",
                "{\"error\":{\"type\":\"throttlingException\",\"message\":\"Slow \\\"down\\\"\"}}");
        assertThat(read(all)).isEqualTo(expected);
        for (int cut = 1; cut < all.length; cut++) {
            InputStream halves = new SequenceInputStream(
                    new ByteArrayInputStream(all, 0, cut), new ByteArrayInputStream(all, cut, all.length - cut));
            EventStreamReader reader = new EventStreamReader(halves, MOST);
            for (String event : expected) {
                assertThat(reader.next()).asString(UTF_8).isEqualTo(event);
            }
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void tellsAStreamThatIsCutFromOneThatEnds() {
        byte[] frame = event("messageStart", "{\"role\":\"assistant\"}");
        for (int length = 1; length < frame.length; length++) {
            byte[] cut = Arrays.copyOf(frame, length);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void refusesAFrameThatIsTooLongWithoutReadingIt() {
        byte[] prelude = ByteBuffer.allocate(8).putInt(MOST + 1).putInt(0).array();
        CRC32 crc = new CRC32();
        crc.update(prelude);
        byte[] head = ByteBuffer.allocate(12)
                .put(prelude)
                .putInt((int) crc.getValue())
                .array();
        assertThatThrownBy(() -> read(head)).isInstanceOf(TooLongException.class);
    }

    @Test
    void knowsWhetherAWholeFrameIsThere() throws IOException {
        byte[] frame = event("messageStart", "{\"role\":\"assistant\"}");
        byte[] more = Arrays.copyOf(frame, frame.length * 2 - 1);
        System.arraycopy(frame, 0, more, frame.length, frame.length - 1);
        EventStreamReader reader = new EventStreamReader(new ByteArrayInputStream(more), MOST);
        assertThat(reader.hasNext()).isTrue();
        assertThat(reader.next()).isNotNull();
        assertThat(reader.hasNext()).isFalse();
    }
}
