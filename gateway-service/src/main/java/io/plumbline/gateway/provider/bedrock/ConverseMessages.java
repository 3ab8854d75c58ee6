package io.plumbline.gateway.provider.bedrock;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Part;
import io.plumbline.gateway.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes a conversation for Converse: all system messages become `system`, and consecutive messages of one role
/// are merged. Attachments are sent as bytes. For an address, Bedrock would read any object that the gateway's
/// credential can reach.
final class ConverseMessages {

    private static final Map<String, String> IMAGES = Map.of(
            "image/png", "png",
            "image/jpeg", "jpeg",
            "image/jpg", "jpeg",
            "image/gif", "gif",
            "image/webp", "webp");

    private static final Map<String, String> DOCUMENTS = Map.of(
            "application/pdf", "pdf",
            "text/plain", "txt",
            "text/csv", "csv",
            "text/html", "html",
            "text/markdown", "md",
            "application/msword", "doc",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx",
            "application/vnd.ms-excel", "xls",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

    private static final int LONGEST_NAME = 100;
    private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9()\\[\\]-]+");
    private static final String CONTENT = "content";
    private static final String TEXT = "text";

    private final ArrayNode system = WireJson.newObject().putArray("system");
    private final ArrayNode messages = WireJson.newObject().putArray("messages");
    private final Set<String> documentNames = new HashSet<>();

    private ConverseMessages() {}

    static ConverseMessages write(List<Message> conversation) {
        ConverseMessages written = new ConverseMessages();
        conversation.forEach(written::add);
        return written;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    private void add(Message message) {
        switch (message.role()) {
            case SYSTEM -> parts(message, system);
            case USER -> parts(message, blocksOf("user"));
            case ASSISTANT -> parts(message, blocksOf("assistant"));
        }
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last != null && last.path(CONTENT).isEmpty()) {
            messages.remove(messages.size() - 1);
        }
    }

    private ArrayNode blocksOf(String role) {
        JsonNode last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        if (last != null && last.path("role").asString("").equals(role)) {
            return (ArrayNode) last.path(CONTENT);
        }
        return messages.addObject().put("role", role).putArray(CONTENT);
    }

    private void parts(Message message, ArrayNode blocks) {
        for (Part part : message.parts()) {
            if (message.role() == Message.Role.SYSTEM && !(part instanceof Part.Text)) {
                throw InvalidCalls.at(part.param(), "must be text");
            }
            part(part, blocks);
        }
    }

    private void part(Part part, ArrayNode blocks) {
        switch (part) {
            case Part.Text text -> {
                blocks.addObject().put(TEXT, text.text());
                cachePoint(text, blocks);
            }
            case Part.Image image -> blocks.add(image(image));
            case Part.Document document -> blocks.add(document(document));
            case Part.Thought thought -> {
                String signature = thought.signature();
                if (signature != null && !signature.isEmpty()) { // without one a model takes it for somebody else's
                    blocks.addObject()
                            .putObject("reasoningContent")
                            .putObject("reasoningText")
                            .put(TEXT, thought.text())
                            .put("signature", signature);
                }
            }
            case Part.SealedThought sealed ->
                blocks.addObject().putObject("reasoningContent").put("redactedContent", sealed.data());
            case Part.ToolUse use -> blocks.addObject().set("toolUse", use(use));
            case Part.ToolResult result -> result(result, blocks);
            case Part.Refusal refusal -> blocks.addObject().put(TEXT, refusal.text());
        }
    }

    /// Writes a cache point, which the client sets in Anthropic's dialect: the prompt up to it may be cached.
    private static void cachePoint(Part.Text text, ArrayNode blocks) {
        JsonNode control = text.extras() == null ? null : text.extras().get("cache_control");
        if (control instanceof ObjectNode) {
            ObjectNode point = blocks.addObject().putObject("cachePoint").put("type", "default");
            if (control.path("ttl").asString("").equals("1h")) {
                point.put("ttl", "1h");
            }
        }
    }

    private static ObjectNode image(Part.Image image) {
        Media media = image.media();
        if (media.base64() == null) {
            throw InvalidCalls.at(image.param(), "must be an image in base64 for the model behind this route");
        }
        return attachment("image", format(media, IMAGES, image.param()), null, media.base64());
    }

    private ObjectNode document(Part.Document document) {
        Media media = document.media();
        String bytes = media.text() == null
                ? media.base64()
                : Base64.getEncoder().encodeToString(media.text().getBytes(StandardCharsets.UTF_8));
        if (bytes == null) {
            throw InvalidCalls.at(
                    document.param(), "must be a document in base64, or text, for the model behind this route");
        }
        return attachment("document", format(media, DOCUMENTS, document.param()), documentName(document.name()), bytes);
    }

    private static String format(Media media, Map<String, String> formats, String param) {
        String type = media.mediaType() == null ? "" : media.mediaType().toLowerCase(Locale.ROOT);
        String format = formats.get(type);
        if (format == null) {
            throw InvalidCalls.at(
                    param,
                    "must be one of "
                            + String.join(
                                    ", ",
                                    formats.values().stream()
                                            .sorted()
                                            .distinct()
                                            .toList())
                            + " for the model behind this route");
        }
        return format;
    }

    private static ObjectNode attachment(String kind, String format, @Nullable String name, String bytes) {
        ObjectNode block = WireJson.newObject();
        ObjectNode attachment = block.putObject(kind).put("format", format);
        if (name != null) {
            attachment.put("name", name);
        }
        attachment.putObject("source").put("bytes", bytes);
        return block;
    }

    /// Returns a unique document name in the characters that Bedrock accepts.
    private String documentName(@Nullable String given) {
        String name = NOT_OF_A_NAME
                .matcher(given == null ? "" : given)
                .replaceAll(" ")
                .strip();
        name = name.isEmpty()
                ? "document"
                : name.substring(0, Math.min(name.length(), LONGEST_NAME)).strip();
        String unique = name;
        for (int i = 2; !documentNames.add(unique); i++) {
            unique = name + " " + i;
        }
        return unique;
    }

    private static ObjectNode use(Part.ToolUse use) {
        ObjectNode input = use.arguments().isBlank()
                ? WireJson.newObject()
                : WireJson.object(use.arguments().getBytes(StandardCharsets.UTF_8))
                        .orElseThrow(() -> InvalidCalls.at(use.param(), "must have a JSON object as its arguments"));
        ObjectNode written = WireJson.newObject().put("toolUseId", use.id()).put("name", use.name());
        written.set("input", input);
        return written;
    }

    /// Writes a tool result. A cache point is not allowed within a result, so it follows the result.
    private void result(Part.ToolResult result, ArrayNode blocks) {
        ObjectNode written = blocks.addObject().putObject("toolResult").put("toolUseId", result.callId());
        ArrayNode content = written.putArray(CONTENT);
        for (Part part : result.content()) {
            switch (part) {
                case Part.Text text -> content.addObject().put(TEXT, text.text());
                case Part.Image image -> content.add(image(image));
                case Part.Document document -> content.add(document(document));
                default -> throw InvalidCalls.at(part.param(), "must be text, an image or a document");
            }
        }
        if (result.failed()) {
            written.put("status", "error");
        }
        if (!result.content().isEmpty() && result.content().getLast() instanceof Part.Text last) {
            cachePoint(last, blocks);
        }
    }
}
