package io.plumbline.standalone.demo.api;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A multipart form with files, as sent by browsers and curl.
public final class Multipart {

    private static final String BOUNDARY = "plumbline-demo-part";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Multipart field(String name, String value) {
        return part(
                "Content-Disposition: form-data; name=\"%s\"\r\n".formatted(name),
                value.getBytes(StandardCharsets.UTF_8));
    }

    public Multipart file(String name, String fileName, String contentType, byte[] content) {
        return part(headers(name, fileName, contentType), content);
    }

    private static String headers(String name, String fileName, String contentType) {
        return "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n"
                .formatted(name, fileName, contentType);
    }

    /// The whole form with a file as its last part, which is read from the disk while it is sent.
    public BodyPublisher endingWith(String name, String fileName, Path file) throws FileNotFoundException {
        String headers = "--" + BOUNDARY + "\r\n" + headers(name, fileName, "application/octet-stream") + "\r\n";
        return BodyPublishers.concat(
                BodyPublishers.ofByteArray(out.toByteArray()),
                BodyPublishers.ofString(headers, StandardCharsets.UTF_8),
                BodyPublishers.ofFile(file),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n", StandardCharsets.UTF_8));
    }

    public String contentType() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    public byte[] bytes() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(out.toByteArray());
        all.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    private Multipart part(String headers, byte[] content) {
        out.writeBytes(("--" + BOUNDARY + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(content);
        out.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return this;
    }
}
