package io.plumbline.gateway.pipeline.cost;

import io.plumbline.gateway.tokens.CountedText;
import io.plumbline.gateway.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Measures a request for its maximum cost: its texts, and its images, audio and files. Only data where the
/// provider dialects have an image, audio or a file counts as such. Similar data elsewhere counts as text, so
/// that no caller can make a request appear smaller. Not thread-safe.
final class PromptSize {

    /// Tokens that the provider adds to each member, such as a role, a name or a bracket.
    private static final int TOKENS_PER_MEMBER = 4;

    /// Characters of base64 per token of audio and files. A guess: providers count by seconds and pages.
    private static final int CHARACTERS_PER_TOKEN = 16;

    private static final String IMAGE_URL = "image_url";

    /// The members of a content block that hold an image, audio or a file.
    private static final Set<String> MEDIA =
            Set.of(IMAGE_URL, "input_audio", "audio_url", "video_url", "file", "source");

    private final List<String> texts = new ArrayList<>();
    private long members;
    private long images;
    private long binary;
    private @Nullable CountedText counted;

    private PromptSize() {}

    /// The kind of place in a request.
    private enum Place {
        BODY,
        /// In messages, or in their content or the content of their blocks.
        BLOCKS,
        /// In the part of a block that holds an image, audio or a file.
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

    /// Adds a value that is not an encoded image. It may be a link to one or any text, so it counts as both.
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

    /// Adds plain base64 with or without a media type next to it, or the URL of a file.
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

    /// Returns an upper bound of tokens: each token has at least one byte.
    long bound(int tokensPerImage) {
        long bytes = 0;
        for (String text : texts) {
            bytes += TokenCounter.bytes(text);
        }
        return bytes + rest(tokensPerImage);
    }

    /// Returns an upper bound of tokens by the model's own tokenizer: exact up to a length, beyond it by samples
    /// that a caller cannot predict. Texts crafted to appear smaller may slightly exceed it ([TokenCounter]).
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
