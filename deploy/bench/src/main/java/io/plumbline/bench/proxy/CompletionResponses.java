package io.plumbline.bench.proxy;

import io.plumbline.bench.guard.Prose;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/// A chat completion as a complete HTTP response, created beforehand except for its id and creation time. Not
/// thread-safe.
final class CompletionResponses {

    private static final String ID = "chatcmpl-0000000000";
    private static final String CREATED = "\"created\":1000000000";
    private static final int DIGITS = 10;
    private static final long MILLIS = 1000;

    private static final String PROSE = "Thank you for writing to us. Your transfer was booked this morning and will"
            + " be on the other account by tomorrow at noon. There is no fee for it. If you would like to change the"
            + " standing order as well, open the page of your payments and choose the one that you mean. You can ask"
            + " us again at any time.";
    private static final int PROMPT_TOKENS = 60;
    private static final int CHUNKS_BELOW = 1_000;
    private static final List<String> OTHERS = Prose.texts(1_000, PROSE.length());

    private final byte[][] parts;
    private final Clock clock;
    private final int[] ids;
    private final int[] times;
    private long number;

    private CompletionResponses(byte[][] parts, Clock clock) {
        this.parts = parts;
        this.clock = clock;
        this.ids = ends(parts, ID);
        this.times = ends(parts, CREATED);
    }

    /// @param seed the last three digits give the number of pieces of text, 0 for an answer that is not streamed;
    ///     the digits before them select the text
    static CompletionResponses of(int seed, Clock clock) {
        int chunks = seed % CHUNKS_BELOW;
        int other = seed / CHUNKS_BELOW;
        String text = other == 0 ? PROSE : OTHERS.get(other % OTHERS.size()).replace("\n", "\\n");
        return new CompletionResponses(chunks == 0 ? new byte[][] {whole(text)} : streamed(text, chunks), clock);
    }

    /// Where a text ends in each part; 0 if a part does not contain it.
    private static int[] ends(byte[][] parts, String text) {
        int[] ends = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            int at = new String(parts[i], StandardCharsets.ISO_8859_1).indexOf(text);
            ends[i] = at < 0 ? 0 : at + text.length();
        }
        return ends;
    }

    /// Writes the next response, part by part.
    void write(OutputStream out) throws IOException {
        number++;
        long now = clock.millis() / MILLIS;
        for (int i = 0; i < parts.length; i++) {
            stamp(parts[i], ids[i], number);
            stamp(parts[i], times[i], now);
            out.write(parts[i]);
        }
    }

    private static void stamp(byte[] part, int end, long value) {
        long rest = value;
        for (int at = end - 1; end > 0 && at >= end - DIGITS; at--) {
            part[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private static byte[] whole(String text) {
        String body = """
                {"id":"chatcmpl-0000000000","object":"chat.completion","created":1000000000,"model":"gpt-4o-mini",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"%s","refusal":null},\
                "logprobs":null,"finish_reason":"stop"}],"usage":%s,"system_fingerprint":"fp_1"}""".formatted(text, usage(words(text).length));
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                .formatted(content.length);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(content);
        return all.toByteArray();
    }

    private static String[] words(String text) {
        return text.split("(?= )", -1);
    }

    private static byte[][] streamed(String text, int chunks) {
        String[] words = words(text);
        List<byte[]> parts = new ArrayList<>();
        parts.add("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        parts.add(event(chunk("[" + choice("{\"role\":\"assistant\",\"content\":\"\"}", "null") + "]", "null")));
        for (int i = 0; i < chunks; i++) {
            String delta = "{\"content\":\"%s\"}".formatted(words[i % words.length]);
            parts.add(event(chunk("[" + choice(delta, "null") + "]", "null")));
        }
        parts.add(event(chunk("[" + choice("{}", "\"stop\"") + "]", "null")));
        parts.add(event(chunk("[]", usage(chunks))));
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.writeBytes(event("[DONE]"));
        end.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        parts.add(end.toByteArray());
        return parts.toArray(byte[][]::new);
    }

    private static String usage(int completion) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(PROMPT_TOKENS, completion, PROMPT_TOKENS + completion);
    }

    private static String choice(String delta, String finishReason) {
        return "{\"index\":0,\"delta\":%s,\"logprobs\":null,\"finish_reason\":%s}".formatted(delta, finishReason);
    }

    private static String chunk(String choices, String usage) {
        return """
                {"id":"chatcmpl-0000000000","object":"chat.completion.chunk","created":1000000000,"model":"gpt-4o-mini",\
                "system_fingerprint":"fp_1","choices":%s,"usage":%s}""".formatted(choices, usage);
    }

    /// One event in one HTTP chunk.
    private static byte[] event(String data) {
        byte[] content = ("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        all.writeBytes(content);
        all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return all.toByteArray();
    }
}
