package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.FetchedFile.Origin;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceHttp.Response;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A list of pages. A page is read with a condition on the version that is stored. Redirects are followed five times
/// at most, each to an address that is checked like the first one; another host gets no secrets.
final class WebSource implements DocumentSource {

    private static final int MAX_REDIRECTS = 5;
    private static final int NOT_MODIFIED = 304;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final String ETAG = "etag:";
    private static final String MODIFIED = "modified:";

    private final List<String> urls;
    private final Map<String, String> headers;
    private final SourceHttp http;

    WebSource(List<String> urls, Map<String, String> headers, SourceHttp http) {
        this.urls = urls;
        this.headers = headers;
        this.http = http;
    }

    /// The outcome of one request.
    ///
    /// @param file null if the page has not changed, or is elsewhere
    /// @param elsewhere null if this is the page
    private record Step(
            @Nullable FetchedFile file, @Nullable URI elsewhere) {}

    @Override
    public Listing list(@Nullable String position) {
        return new Listing(
                urls.stream()
                        .map(String::strip)
                        .distinct()
                        .map(url -> new SourceEntry(url, null, null))
                        .toList(),
                null);
    }

    @Override
    public @Nullable FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        URI page = URI.create(key);
        URI url = page;
        for (int i = 0; i <= MAX_REDIRECTS; i++) {
            URI current = url;
            boolean same = SourceAddresses.origin(current).equals(SourceAddresses.origin(page));
            Step step = http.get(current, same ? headers(fingerprint) : Map.of(), response -> read(current, response));
            if (step.elsewhere() == null) {
                return step.file();
            }
            url = step.elsewhere();
        }
        throw new SourceException(Remedy.NEXT_RUN, "too-many-redirects");
    }

    private Map<String, String> headers(@Nullable String fingerprint) {
        Map<String, String> all = new HashMap<>(headers);
        if (fingerprint != null && fingerprint.startsWith(ETAG)) {
            all.put("If-None-Match", fingerprint.substring(ETAG.length()));
        } else if (fingerprint != null && fingerprint.startsWith(MODIFIED)) {
            all.put("If-Modified-Since", fingerprint.substring(MODIFIED.length()));
        }
        return all;
    }

    private static Step read(URI url, Response response) throws SourceException, IOException {
        if (response.status() == NOT_MODIFIED) {
            return new Step(null, null);
        }
        String location = response.header("Location");
        if (REDIRECTS.contains(response.status()) && location != null) {
            return new Step(null, target(url, location));
        }
        response.requireOk();
        Origin origin = new Origin(name(url), response.header("Content-Type"), fingerprint(response));
        return new Step(FetchedFile.receive(origin, response.body()), null);
    }

    private static URI target(URI url, String location) throws SourceException {
        try {
            URI target = SourceAddresses.resolve(url, location);
            if (target.getHost() != null) {
                return target;
            }
        } catch (IllegalArgumentException e) {
            // It is no URL.
        }
        throw new SourceException(Remedy.NEXT_RUN, "redirect-not-readable");
    }

    private static String name(URI url) {
        String path = Objects.requireNonNullElse(url.getPath(), "");
        String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return trimmed.isEmpty() ? url.getHost() : trimmed;
    }

    private static @Nullable String fingerprint(Response response) {
        String etag = response.header("ETag");
        String modified = response.header("Last-Modified");
        String found = etag != null ? ETAG + etag : modified != null ? MODIFIED + modified : null;
        return found == null || found.length() > 500 ? null : found;
    }
}
