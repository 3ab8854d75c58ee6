package io.plumbline.registry;

import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;

/// Bodies of uploads: fields and then a file.
final class MultipartBody {

    private static final String BOUNDARY = "plumbline-test-boundary";
    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private MultipartBody() {}

    /// @param fields names and values in turn
    static BodyPublisher of(String fileName, BodyPublisher file, String... fields) {
        StringBuilder head = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            head.append(part(fields[i], ""))
                    .append("\r\n\r\n")
                    .append(fields[i + 1])
                    .append("\r\n");
        }
        head.append(part("file", "; filename=\"" + fileName + "\""))
                .append("\r\nContent-Type: application/octet-stream\r\n\r\n");
        return BodyPublishers.concat(
                BodyPublishers.ofString(head.toString()),
                file,
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private static String part(String name, String more) {
        return "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + more;
    }
}
