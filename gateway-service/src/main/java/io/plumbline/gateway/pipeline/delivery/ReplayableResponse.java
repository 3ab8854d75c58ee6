package io.plumbline.gateway.pipeline.delivery;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A response that can record what is sent, so that it can be replayed, and that reads the related request
/// headers. Answers over the size limit are not recorded. Not thread-safe.
public final class ReplayableResponse extends HttpServletResponseWrapper {

    /// The request header names the parked call to resume; the response header names the call that was parked.
    public static final String APPROVAL = "x-plumbline-approval";

    private final HttpServletRequest request;
    private @Nullable String key;
    private @Nullable ByteArrayOutputStream recorded;
    private int most;

    public ReplayableResponse(HttpServletResponse response, HttpServletRequest request) {
        super(response);
        this.request = request;
    }

    /// Returns the path and the headers on which an answer may depend, in a fixed order.
    public List<String> circumstances() {
        TreeSet<String> names = new TreeSet<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("anthropic-") || lower.startsWith("openai-")) {
                names.add(lower);
            }
        }
        List<String> all = new ArrayList<>();
        all.add(request.getRequestURI());
        for (String name : names) {
            all.add(name);
            all.addAll(Collections.list(request.getHeaders(name)));
        }
        return all;
    }

    /// Returns the parked call to resume, as the client sent it; null for none.
    public @Nullable String approval() {
        return request.getHeader(APPROVAL);
    }

    /// Whether the client requires a new answer of the model (RFC 9111).
    public boolean isFreshWanted() {
        for (String value : Collections.list(request.getHeaders("Cache-Control"))) {
            String lower = value.toLowerCase(Locale.ROOT);
            if (lower.contains("no-cache") || lower.contains("no-store")) {
                return true;
            }
        }
        return false;
    }

    /// Records what is sent from now on, up to a number of bytes.
    public void record(String underKey, int bytes) {
        key = underKey;
        most = bytes;
        recorded = new ByteArrayOutputStream();
    }

    /// Returns the cache key of the recording; null if it is not to be cached.
    public @Nullable String key() {
        return recorded == null ? null : key;
    }

    /// Returns the complete answer and stops recording; null if nothing was recorded or the answer is too long.
    ///
    /// @param rest the unsent part
    public byte @Nullable [] whole(byte[] rest) {
        ByteArrayOutputStream all = recorded;
        recorded = null;
        if (all == null || rest.length > most - all.size()) {
            return null;
        }
        all.writeBytes(rest);
        return all.toByteArray();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream out = super.getOutputStream();
        return recorded == null ? out : new Recording(out);
    }

    private void remember(byte[] bytes, int from, int count) {
        ByteArrayOutputStream all = recorded;
        if (all != null) {
            if (all.size() + count > most) {
                recorded = null;
            } else {
                all.write(bytes, from, count);
            }
        }
    }

    /// Writes to the client and records.
    private final class Recording extends ServletOutputStream {

        private final ServletOutputStream out;

        Recording(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            remember(new byte[] {(byte) one}, 0, 1);
            out.write(one);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            remember(bytes, from, count);
            out.write(bytes, from, count);
        }

        @Override
        public void flush() throws IOException {
            out.flush();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
