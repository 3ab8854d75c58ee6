package io.plumbline.gateway.chat;

import io.plumbline.gateway.tokens.TokenCounter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// How large a request is, for what it may cost: its texts, and what in it is no text. Not thread-safe.
final class PromptSize {

    /// What the provider adds to each member, be it a role, a name or a bracket.
    private static final int TOKENS_PER_MEMBER = 4;

    /// Sound and files: a token for so many characters of base64. A guess: providers count by seconds and
    /// pages.
    private static final int CHARACTERS_PER_TOKEN = 16;

    private static final int LONGEST_WORD = 1_000;

    private final List<String> texts = new ArrayList<>();
    private long members;
    private long images;
    private long binary;

    private PromptSize() {}

    static PromptSize of(JsonNode body) {
        PromptSize size = new PromptSize();
        size.add("", body);
        return size;
    }

    private void add(String name, JsonNode node) {
        members++;
        if (node.isString()) {
            addText(name, node.asString());
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                texts.add(member.getKey());
                add(member.getKey(), member.getValue());
            }
        } else {
            for (JsonNode element : node) {
                add(name, element);
            }
        }
    }

    private void addText(String name, String text) {
        if ((name.equals("url") && text.length() < LONGEST_WORD) || text.startsWith("data:image/")) {
            images++;
        } else if (text.startsWith("data:") || isEncoded(name, text)) {
            binary += text.length();
        } else {
            texts.add(text);
        }
    }

    private static boolean isEncoded(String name, String text) {
        boolean data = name.equals("data") || name.equals("file_data");
        return data && text.length() > LONGEST_WORD && text.lastIndexOf(' ', LONGEST_WORD) < 0;
    }

    /// Tokens at most: no token is less than a byte.
    long bound(int tokensPerImage) {
        long bytes = 0;
        for (String text : texts) {
            bytes += TokenCounter.bytes(text);
        }
        return bytes + rest(tokensPerImage);
    }

    /// Tokens, counted by what the model counts by.
    long counted(String model, TokenCounter counter, int tokensPerImage) {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(text).append('\n'));
        return counter.ceiling(model, all.toString()) + rest(tokensPerImage);
    }

    private long rest(int tokensPerImage) {
        return members * TOKENS_PER_MEMBER + images * tokensPerImage + binary / CHARACTERS_PER_TOKEN;
    }
}
