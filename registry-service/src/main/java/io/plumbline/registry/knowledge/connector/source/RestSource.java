package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.RestSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An endpoint that returns pages of documents as JSON. A position is the URL of a page. All pages are on the host of
/// the first one, because each request has the secrets.
final class RestSource implements DocumentSource {

    private static final int MAX_PAGE = 20_000_000;
    private static final int MAX_ID = 500;

    private final RestSettings settings;
    private final Map<String, String> headers;
    private final SourceHttp http;
    private final JsonMapper json;

    RestSource(RestSettings settings, Map<String, String> secrets, SourceHttp http, JsonMapper json) {
        this.settings = settings;
        this.headers = new HashMap<>(Map.of("Accept", "application/json"));
        this.headers.putAll(secrets);
        this.http = http;
        this.json = json;
    }

    @Override
    public boolean listsTexts() {
        return true;
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        URI url = URI.create(position == null ? settings.url().strip() : position);
        byte[] body = http.get(url, headers, response -> response.requireOk().bytes(MAX_PAGE));
        JsonNode page;
        try {
            page = json.readTree(body);
        } catch (JacksonException e) {
            throw new SourceException(Remedy.NEXT_RUN, "list-not-readable");
        }
        JsonNode items = page.at(pointer(Objects.requireNonNullElse(settings.items(), "")));
        if (!items.isArray()) {
            throw new SourceException(Remedy.NEXT_RUN, "list-not-found");
        }
        List<SourceEntry> entries = new ArrayList<>();
        for (JsonNode item : items) {
            entries.add(entry(item));
        }
        return new Listing(entries, next(url, page));
    }

    private SourceEntry entry(JsonNode item) throws SourceException {
        String id = text(item.at(pointer(settings.id())));
        if (id.isBlank() || id.length() > MAX_ID || id.indexOf('\0') >= 0) {
            throw new SourceException(Remedy.NEXT_RUN, "id-not-usable");
        }
        String title = settings.title() == null ? null : text(item.at(pointer(settings.title())));
        TextFormat format = Objects.requireNonNullElse(settings.format(), TextFormat.TEXT);
        return SourceEntry.of(id, format.document(id, title, text(item.at(pointer(settings.text())))));
    }

    /// Returns a string as it is, nothing for absence, and other values as JSON.
    private static String text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isString() ? node.asString() : node.toString();
    }

    private @Nullable String next(URI url, JsonNode page) throws SourceException {
        String next = settings.next() == null ? "" : text(page.at(pointer(settings.next())));
        if (next.isBlank()) {
            return null;
        }
        URI target;
        try {
            target = SourceAddresses.resolve(url, next.strip());
        } catch (IllegalArgumentException e) {
            throw new SourceException(Remedy.NEXT_RUN, "next-page-not-readable");
        }
        if (target.getHost() == null
                || !SourceAddresses.origin(target).equals(SourceAddresses.origin(url))
                || target.equals(url)) {
            throw new SourceException(Remedy.NEXT_RUN, "next-page-not-allowed");
        }
        return target.toString();
    }

    private static JsonPointer pointer(String text) {
        return JsonPointer.compile(text);
    }

    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        throw new SourceException(Remedy.NEXT_RUN, "listed-only");
    }
}
