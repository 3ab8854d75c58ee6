package io.plumbline.kit.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/// A request whose body was read for its digest and can be read again. Multipart bodies stay in the stream.
final class ReplayableRequest extends HttpServletRequestWrapper {

    private final byte @Nullable [] body;
    private final byte[] digest;

    private ReplayableRequest(HttpServletRequest request, byte @Nullable [] body, byte[] digest) {
        super(request);
        this.body = body;
        this.digest = digest;
    }

    static ReplayableRequest of(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        byte[] body = type != null && type.startsWith("multipart/")
                ? null
                : request.getInputStream().readAllBytes();
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            String query = request.getQueryString();
            sha256.update((request.getRequestURI() + "?" + query + " " + request.getContentLengthLong() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            if (body != null) {
                sha256.update(body);
            }
            return new ReplayableRequest(request, body, sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] digest() {
        return digest;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new Replay(new ByteArrayInputStream(body));
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Replay extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Replay(ByteArrayInputStream bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("this body is read blocking");
        }
    }
}
