package io.plumbline.standalone.apply;

import io.plumbline.standalone.layout.CannotContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// Reads the documents of a file literally: numbers keep all of their digits. Rejects content that would be read
/// differently from how it looks: duplicate members, and YAML aliases, which would be read as their names.
final class LiteralDocumentReader {

    private static final long LARGEST = 10_000_000;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private final ObjectMapper yaml = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /// @return the non-empty documents
    /// @throws CannotContinue when the file cannot be read
    List<JsonNode> read(Path file) {
        List<JsonNode> documents = new ArrayList<>();
        boolean isJson = file.toString().endsWith(".json");
        try {
            String text = text(file);
            if (!isJson) {
                refuseAliases(file, text);
            }
            try (MappingIterator<JsonNode> all =
                    (isJson ? json : yaml).readerFor(JsonNode.class).readValues(text)) {
                while (all.hasNext()) {
                    JsonNode document = all.next();
                    if (!document.isNull() && !document.isMissingNode()) {
                        documents.add(document);
                    }
                }
            }
        } catch (JacksonException e) {
            throw new CannotContinue(file + " cannot be read: " + e.getOriginalMessage(), e);
        } catch (CharacterCodingException e) {
            throw new CannotContinue(file + " cannot be read: it is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new CannotContinue("Cannot read " + file + ": " + e.getMessage(), e);
        }
        return documents;
    }

    /// The value of a member of a document, as maps, lists and values.
    Object value(JsonNode member) {
        return json.convertValue(member, Object.class);
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new CannotContinue(file + " is larger than 10 MB.");
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                .toString();
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private void refuseAliases(Path file, String text) {
        try (JsonParser parser = yaml.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser read && read.isCurrentAlias()) {
                    throw new CannotContinue("%s, line %d: the YAML alias *%s is not supported. Write out its value."
                            .formatted(file, parser.currentTokenLocation().getLineNr(), parser.getString()));
                }
            }
        }
    }
}
