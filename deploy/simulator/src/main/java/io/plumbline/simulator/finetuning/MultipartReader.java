package io.plumbline.simulator.finetuning;

import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a body of the type `multipart/form-data`.
final class MultipartReader {
    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]{1,200})\"?");
    private static final Pattern NAME = Pattern.compile("(?i)\\bname=\"([^\"]{0,200})\"");

    private MultipartReader() {}

    /// Returns name → text of the parts; a file is a text of UTF-8.
    ///
    /// @throws RequestRefusal 400 unless the body has that type
    static Map<String, String> read(Request request) {
        Matcher type = BOUNDARY.matcher(request.header("content-type").orElse(""));
        if (!type.find()) {
            throw RequestRefusal.of(400, "The body must be multipart/form-data with a boundary");
        }
        Map<String, String> parts = new HashMap<>();
        String body = new String(request.body(), StandardCharsets.UTF_8);
        String delimiter = "--" + type.group(1);
        int at = body.indexOf(delimiter);
        while (at >= 0) {
            int start = at + delimiter.length();
            int end = body.indexOf(delimiter, start);
            if (end < 0) {
                break;
            }
            put(body.substring(start, end), parts);
            at = end;
        }
        return parts;
    }

    private static void put(String part, Map<String, String> parts) {
        int head = part.indexOf("\r\n\r\n");
        if (head < 0) {
            return;
        }
        Matcher name = NAME.matcher(part.substring(0, head));
        if (name.find()) {
            String content = part.substring(head + 4);
            parts.put(name.group(1), content.endsWith("\r\n") ? content.substring(0, content.length() - 2) : content);
        }
    }
}
