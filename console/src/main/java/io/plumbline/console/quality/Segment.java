package io.plumbline.console.quality;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// Calls of a route that have a language or a tag in common.
///
/// @param language two letters or `other`; null for all
/// @param tag as `name=value`; null for all
record Segment(@Nullable String language, @Nullable String tag) {

    static final Segment ALL = new Segment(null, null);

    private static final String OTHER = "other";

    static Segment of(@Nullable String language, @Nullable String tag) {
        return new Segment(orNull(language), orNull(tag));
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /// Returns the filters of the API.
    Map<String, String> filters() {
        Map<String, String> filters = new TreeMap<>();
        if (language != null) {
            filters.put("language", language);
        }
        if (tag != null) {
            filters.put("tag", tag);
        }
        return filters;
    }

    /// Returns the segment in words; null for all calls.
    public @Nullable String label() {
        StringJoiner words = new StringJoiner(" and ").setEmptyValue("");
        if (language != null) {
            words.add("input in " + languageName(language));
        }
        if (tag != null) {
            words.add("the tag " + tag);
        }
        return words.length() == 0 ? null : "Only calls with " + words + ".";
    }

    /// Returns the page of a route's calls in the segment.
    String address(String route) {
        UriComponentsBuilder page = UriComponentsBuilder.fromPath("/quality/{route}");
        if (language != null) {
            page.queryParam("language", "{language}");
        }
        if (tag != null) {
            page.queryParam("tag", "{tag}");
        }
        Map<String, String> values = new TreeMap<>(filters());
        values.put("route", route);
        return page.encode().buildAndExpand(values).toUriString();
    }

    static String languageName(@Nullable String code) {
        if (code == null) {
            return "Not known";
        }
        return code.equals(OTHER) ? "Another language" : Locale.of(code).getDisplayLanguage(Locale.ENGLISH);
    }

    /// The segments of a route by one property.
    ///
    /// @param title of the table
    /// @param head of its first column
    record Group(String title, String head, List<Row> rows) {}

    /// The calls of a segment.
    ///
    /// @param address the page of the segment; null if it cannot be selected
    record Row(String label, @Nullable String address, QualityClient.Window window) {}
}
