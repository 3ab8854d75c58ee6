package io.plumbline.e2e.cleanroom;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.random.RandomGenerator;

/// Makes of a document bytes that are none: cut, garbled, nested too deep, too long, or another encoding.
final class ByteMutations {

    /// What a body may not be longer than, as the contract says.
    static final int LIMIT = 10 * 1024 * 1024;

    /// Overlong, a surrogate, never a byte of UTF-8, the first bytes of a character alone, NUL, escape.
    private static final List<String> GARBAGE = List.of(
            "\u00c0\u0080",
            "\u00ed\u00a0\u0080",
            "\u00ff",
            "\u00f0\u009f",
            "\u0000",
            "\u001b[31m",
            "\\",
            "\\u12",
            "\"");

    private static final List<String> INSTEAD = List.of(
            "",
            " ",
            "null",
            "true",
            "\"%s\"",
            "%s",
            "NaN",
            "-",
            "1e",
            "{'a': '%s'}",
            "{\"a\": \"%s\",}",
            "/* %s */ {}",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"%s\">]><a>&b;</a>",
            "a=%s&b=1",
            "\u001f\u008b\u0008%s",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n{\"a\"",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n{\"input\": \"%s\"}\r\n--x--\r\n");

    private final RandomGenerator random;
    private final String canary;

    ByteMutations(RandomGenerator random, String canary) {
        this.random = random;
        this.canary = canary;
    }

    byte[] mutate(byte[] document) {
        // One char for each byte, so that every byte can be written.
        String text = new String(document, ISO_8859_1);
        int place = random.nextInt(text.length() + 1);
        return switch (random.nextInt(12)) {
            case 0, 1 -> text.substring(0, place).getBytes(ISO_8859_1);
            case 2, 3, 4 ->
                (text.substring(0, place) + GARBAGE.get(random.nextInt(GARBAGE.size())) + text.substring(place))
                        .getBytes(ISO_8859_1);
            case 5, 6 ->
                INSTEAD.get(random.nextInt(INSTEAD.size()))
                        .replace("%s", canary)
                        .getBytes(ISO_8859_1);
            case 7 -> nested("[", 1 << random.nextInt(17)).getBytes(UTF_8);
            case 8 -> nested("{\"some\":", 1 << random.nextInt(15)).getBytes(UTF_8);
            case 9 -> (text + text).getBytes(ISO_8859_1);
            case 10 ->
                text.replaceFirst("\\{", "{\"" + firstMember(text) + "\":\"" + canary + "\",")
                        .getBytes(ISO_8859_1);
            default ->
                random.nextInt(10) == 0
                        ? (" ".repeat(LIMIT) + text).getBytes(ISO_8859_1)
                        : new String(document, UTF_8).getBytes(UTF_16LE);
        };
    }

    private String nested(String opening, int depth) {
        return opening.repeat(depth) + '"' + canary + '"';
    }

    /// So that the member is there twice.
    private static String firstMember(String text) {
        int begin = text.indexOf('"');
        int end = text.indexOf('"', begin + 1);
        return begin < 0 || end < 0
                ? "some"
                : text.substring(begin + 1, end).replace("\\", "").replace("$", "");
    }
}
