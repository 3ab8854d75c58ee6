package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.tokens.CountedText;
import io.plumbline.gateway.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// How large a request is, for what it may cost: its texts, and what in it is no text. Only what stands where the
/// languages of providers have an image, sound or a file is taken for one; whatever else looks like it is text, so
/// that nobody makes a request look smaller than it is. Not thread-safe.
final class PromptSize {

    /// What the provider adds to each member, be it a role, a name or a bracket.
    private static final int TOKENS_PER_MEMBER = 4;

    /// Sound and files: a token for so many characters of base64. A guess: providers count by seconds and
    /// pages.
    private static final int CHARACTERS_PER_TOKEN = 16;

    private static final String IMAGE_URL = "image_url";

    /// The members of a block of content that hold an image, sound or a file.
    private static final Set<String> MEDIA =
            Set.of(IMAGE_URL, "input_audio", "audio_url", "video_url", "file", "source");

    private final List<String> texts = new ArrayList<>();
    private long members;
    private long images;
    private long binary;
    private @Nullable CountedText counted;

    private PromptSize() {}

    /// Where in a request something stands.
    private enum Place {
        BODY,
        /// In messages, or in what they or their blocks have for content.
        BLOCKS,
        /// In what a block has for an image, sound or a file.
        MEDIUM,
        ELSEWHERE;

        Place inside(String member) {
            return switch (this) {
                case BODY -> member.equals("messages") ? BLOCKS : ELSEWHERE;
                case BLOCKS -> member.equals("content") ? BLOCKS : MEDIA.contains(member) ? MEDIUM : ELSEWHERE;
                case MEDIUM -> member.equals("content") ? BLOCKS : ELSEWHERE; // Anthropic's documents of blocks
                case ELSEWHERE -> ELSEWHERE;
            };
        }
    }

    static PromptSize of(JsonNode body) {
        PromptSize size = new PromptSize();
        size.add(body, Place.BODY);
        return size;
    }

    private void add(JsonNode node, Place place) {
        members++;
        if (node.isString()) {
            texts.add(node.asString());
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                String name = member.getKey();
                texts.add(name);
                JsonNode value = member.getValue();
                if (place == Place.MEDIUM && value.isString()) {
                    addOfMedium(name, value.asString(), node);
                } else if (place == Place.BLOCKS && name.equals(IMAGE_URL) && value.isString()) {
                    addLink(value.asString()); // as some servers take it
                } else {
                    add(value, place.inside(name));
                }
            }
        } else {
            for (JsonNode element : node) {
                add(element, place);
            }
        }
    }

    private void addOfMedium(String name, String text, JsonNode medium) {
        members++;
        switch (name) {
            case "url" -> addLink(text);
            case "data", "file_data" -> addData(text, medium);
            default -> texts.add(text);
        }
    }

    /// What is no encoded image may be a link to one, or any text: it counts as both.
    private void addLink(String text) {
        String type = Base64Data.typeOfUrl(text);
        if (type == null) {
            texts.add(text);
            images++;
        } else if (Base64Data.isImage(type)) {
            images++;
        } else {
            addEncoded(text, type);
        }
    }

    /// Base64 by itself, of a type that stands beside it or of none, or the URL of a file.
    private void addData(String text, JsonNode medium) {
        String type = Base64Data.typeOfUrl(text);
        if (type == null && !isText(medium) && Base64Data.isBase64(text)) {
            type = medium.path("media_type").asString("audio/any");
        }
        addEncoded(text, type);
    }

    private static boolean isText(JsonNode medium) {
        return medium.path("type").asString("").equals("text");
    }

    private void addEncoded(String text, @Nullable String type) {
        if (type != null && Base64Data.isMedium(type)) {
            binary += text.length();
        } else {
            texts.add(text);
        }
    }

    /// Tokens at most: no token is less than a byte.
    long bound(int tokensPerImage) {
        long bytes = 0;
        for (String text : texts) {
            bytes += TokenCounter.bytes(text);
        }
        return bytes + rest(tokensPerImage);
    }

    /// Tokens at most, counted by what the model counts by: exactly up to some length, beyond it by samples, which
    /// a caller cannot foresee. Texts that are made to look like fewer tokens than they are may be a little more
    /// ([TokenCounter]).
    long counted(String model, TokenCounter counter, int tokensPerImage) {
        return text(counter).ceiling(model) + rest(tokensPerImage);
    }

    private CountedText text(TokenCounter counter) {
        CountedText known = counted;
        if (known == null) {
            StringBuilder all = new StringBuilder();
            texts.forEach(text -> all.append(text).append('\n'));
            known = counter.text(all.toString());
            counted = known;
        }
        return known;
    }

    private long rest(int tokensPerImage) {
        return members * TOKENS_PER_MEMBER + images * tokensPerImage + binary / CHARACTERS_PER_TOKEN;
    }
}
