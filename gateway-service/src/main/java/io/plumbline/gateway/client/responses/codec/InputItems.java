package io.plumbline.gateway.client.responses.codec;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.exchange.Media;
import io.plumbline.gateway.exchange.Message;
import io.plumbline.gateway.exchange.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads `input`: a text, or a list of items. Consecutive texts and calls of the model become one message; each
/// tool result becomes a separate one. Reasoning of earlier turns is dropped, as OpenAI allows. Use once; not
/// thread-safe.
final class InputItems {

    private static final String INPUT = "input";
    private static final String TYPE = "type";
    private static final String CONTENT = "content";
    private static final int MOST_ITEMS = 10_000;

    /// The maximum number of parts in a message.
    private static final int MOST_PARTS = 10_000;

    private static final Pattern DATA_URL = Pattern.compile("data:([A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80});base64,");

    private final List<Message> messages = new ArrayList<>();
    private final List<Part> said = new ArrayList<>();
    private String saidAt = INPUT;

    List<Message> read(JsonNode input) {
        if (input.isString()) {
            Part text = new Part.Text(input.asString(), null, INPUT);
            List<Part> parts = input.asString().isEmpty() ? List.of() : List.of(text);
            messages.add(new Message(Message.Role.USER, parts, INPUT));
        } else if (!input.isMissingNode() && !input.isNull()) {
            if (!input.isArray() || input.size() > MOST_ITEMS) {
                throw InvalidCalls.at(INPUT, "must be a text or a list of at most " + MOST_ITEMS + " items");
            }
            for (int i = 0; i < input.size(); i++) {
                item(input.get(i), INPUT + "[" + i + "]");
            }
            endSaid();
        }
        return messages;
    }

    private void item(JsonNode item, String param) {
        if (!item.isObject()) {
            throw InvalidCalls.at(param, "must be an object");
        }
        switch (item.path(TYPE).asString("message")) {
            case "message" -> message(item, param);
            case "function_call" -> say(call(item, param), param);
            case "function_call_output" -> {
                endSaid();
                messages.add(new Message(Message.Role.USER, List.of(result(item, param)), param));
            }
            case "reasoning" -> {
                // the model thinks anew
            }
            default ->
                throw InvalidCalls.at(
                        param + "." + TYPE, "must be message, function_call, function_call_output or reasoning");
        }
    }

    private void say(Part part, String param) {
        saidAt = said.isEmpty() ? param : saidAt;
        said.add(part);
    }

    private void endSaid() {
        if (!said.isEmpty()) {
            messages.add(new Message(Message.Role.ASSISTANT, said, saidAt));
            said.clear();
        }
    }

    private void message(JsonNode item, String param) {
        String role = item.path("role").asString("");
        String at = param + "." + CONTENT;
        switch (role) {
            case "assistant" ->
                parts(item.path(CONTENT), at, "output_text", "refusal").forEach(part -> say(part, param));
            case "user" -> {
                endSaid();
                List<Part> parts = parts(item.path(CONTENT), at, "input_text", "input_image", "input_file");
                messages.add(new Message(Message.Role.USER, parts, param));
            }
            case "system", "developer" -> {
                endSaid();
                List<Part> parts = parts(item.path(CONTENT), at, "input_text");
                messages.add(new Message(Message.Role.SYSTEM, parts, param));
            }
            default -> throw InvalidCalls.at(param + ".role", "must be user, assistant, system or developer");
        }
    }

    private static List<Part> parts(JsonNode content, String param, String... types) {
        List<Part> parts = new ArrayList<>();
        if (content.isString()) {
            addText(content.asString(), param, parts);
            return parts;
        }
        if (!content.isArray() || content.size() > MOST_PARTS) {
            throw InvalidCalls.at(param, "must be a text or a list of at most " + MOST_PARTS + " parts");
        }
        for (int i = 0; i < content.size(); i++) {
            JsonNode part = content.get(i);
            String at = param + "[" + i + "]";
            String type = part.path(TYPE).asString("");
            if (!List.of(types).contains(type)) {
                throw InvalidCalls.at(at + "." + TYPE, "must be " + String.join(" or ", types));
            }
            switch (type) {
                case "input_image" -> parts.add(image(part, at));
                case "input_file" -> parts.add(file(part, at));
                case "refusal" -> parts.add(new Part.Refusal(required(part, "refusal", at), at));
                default -> addText(required(part, "text", at), at, parts);
            }
        }
        return parts;
    }

    private static void addText(String text, String param, List<Part> parts) {
        if (!text.isEmpty()) {
            parts.add(new Part.Text(text, null, param));
        }
    }

    private static Part image(JsonNode part, String param) {
        if (part.hasNonNull("file_id")) {
            throw InvalidCalls.at(param + ".file_id", "is not supported; send the image as image_url");
        }
        String url = required(part, "image_url", param);
        String detail = part.path("detail").asString("");
        Media media = url.regionMatches(true, 0, "data:", 0, 5) ? media(url, param + ".image_url") : Media.ofUrl(url);
        return new Part.Image(media, detail.isEmpty() ? null : detail, param);
    }

    private static Part file(JsonNode part, String param) {
        for (String name : new String[] {"file_id", "file_url"}) {
            if (part.hasNonNull(name)) {
                throw InvalidCalls.at(param + "." + name, "is not supported; send the file as file_data");
            }
        }
        String name = part.path("filename").asString("");
        Media media = media(required(part, "file_data", param), param + ".file_data");
        return new Part.Document(media, name.isEmpty() ? null : name, param);
    }

    private static Media media(String url, String param) {
        Matcher head = DATA_URL.matcher(url);
        if (!head.lookingAt()) {
            throw InvalidCalls.at(param, "must be a data URL in base64 with its media type");
        }
        return Media.ofBase64(head.group(1), url.substring(head.end()));
    }

    private static Part call(JsonNode item, String param) {
        String arguments = item.path("arguments").asString("");
        return new Part.ToolUse(
                required(item, "call_id", param), required(item, "name", param), arguments, null, param);
    }

    private static Part result(JsonNode item, String param) {
        String at = param + ".output";
        JsonNode output = item.path("output");
        List<Part> content = parts(output, at, "input_text", "input_image", "input_file");
        return new Part.ToolResult(required(item, "call_id", param), content, false, param);
    }

    private static String required(JsonNode holder, String name, String param) {
        String text = ResponsesRequest.text(holder, name, param + "." + name);
        if (text == null) {
            throw InvalidCalls.at(param + "." + name, "is required");
        }
        return text;
    }
}
