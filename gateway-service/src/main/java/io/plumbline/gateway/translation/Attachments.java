package io.plumbline.gateway.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.wire.WireJson;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Images and documents: data URLs (RFC 2397) at OpenAI, base64 and its media type at Anthropic.
final class Attachments {

    private static final Pattern DATA_URL = Pattern.compile("data:([A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,80});base64,");
    private static final String PDF = "application/pdf";
    private static final String TYPE = "type";
    private static final String SOURCE = "source";

    private Attachments() {}

    /// OpenAI's image as a block. How fine it is looked at cannot be said.
    static ObjectNode image(JsonNode image, String param) {
        String url = image.path("url").asString("");
        ObjectNode block = WireJson.newObject().put(TYPE, "image");
        if (url.regionMatches(true, 0, "data:", 0, 5)) {
            block.set(SOURCE, base64(url, param + ".url"));
        } else {
            block.putObject(SOURCE).put(TYPE, "url").put("url", url);
        }
        return block;
    }

    /// OpenAI's file as a block.
    static ObjectNode document(JsonNode file, String param) {
        if (!file.path("file_data").isString()) {
            throw InvalidCalls.at(
                    param, "must have file_data: the model behind this route does not support uploaded files");
        }
        ObjectNode source = base64(file.path("file_data").asString(), param + ".file_data");
        if (!source.path("media_type").asString().equals(PDF)) {
            throw InvalidCalls.at(param + ".file_data", "must be a PDF for the model behind this route");
        }
        ObjectNode block = WireJson.newObject().put(TYPE, "document");
        block.set(SOURCE, source);
        if (file.hasNonNull("filename")) {
            block.set("title", file.path("filename"));
        }
        return block;
    }

    private static ObjectNode base64(String url, String param) {
        Matcher head = DATA_URL.matcher(url);
        if (!head.lookingAt()) {
            throw InvalidCalls.at(param, "must be a data URL in base64 with its media type");
        }
        return WireJson.newObject()
                .put(TYPE, "base64")
                .put("media_type", head.group(1))
                .put("data", url.substring(head.end()));
    }

    /// Anthropic's image as OpenAI's part.
    static ObjectNode imagePart(JsonNode block, String param) {
        ObjectNode part = WireJson.newObject().put(TYPE, "image_url");
        part.putObject("image_url").put("url", url(block.path(SOURCE), param + "." + SOURCE));
        return part;
    }

    /// Anthropic's document as OpenAI's part.
    static ObjectNode documentPart(JsonNode block, String param) {
        JsonNode source = block.path(SOURCE);
        if (source.path(TYPE).asString("").equals("text")) {
            return WireJson.newObject()
                    .put(TYPE, "text")
                    .put("text", source.path("data").asString(""));
        }
        if (!source.path("media_type").asString("").equals(PDF)) {
            throw InvalidCalls.at(
                    param + "." + SOURCE, "must be a PDF in base64, or text, for the model behind this route");
        }
        ObjectNode part = WireJson.newObject().put(TYPE, "file");
        part.putObject("file")
                .put("filename", block.path("title").asString("document.pdf"))
                .put("file_data", url(source, param + "." + SOURCE));
        return part;
    }

    private static String url(JsonNode source, String param) {
        return switch (source.path(TYPE).asString("")) {
            case "base64" ->
                "data:" + source.path("media_type").asString("") + ";base64,"
                        + source.path("data").asString("");
            case "url" -> source.path("url").asString("");
            default -> throw InvalidCalls.at(param, "must be base64 or a URL for the model behind this route");
        };
    }
}
