package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.DocumentSource.Listing;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.io.ByteArrayInputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads the response of `ListObjectsV2`. Document types and external entities are refused.
final class ObjectList {

    private static final String OBJECT = "Contents";

    private final List<Map<String, String>> objects = new ArrayList<>();
    private final Map<String, String> list = new HashMap<>();

    private ObjectList() {}

    static Listing read(byte[] xml) throws SourceException {
        ObjectList read = new ObjectList();
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            read.elements(reader);
            return read.listing();
        } catch (XMLStreamException | IllegalArgumentException e) {
            throw new SourceException(Remedy.NEXT_RUN, "list-not-readable");
        }
    }

    /// Collects the leaves of the list and of each object.
    private void elements(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> target = list;
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    if (reader.getLocalName().equals(OBJECT)) {
                        target = new HashMap<>();
                        objects.add(target);
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (reader.getLocalName().equals(OBJECT)) {
                        target = list;
                    } else {
                        target.putIfAbsent(reader.getLocalName(), text.toString());
                    }
                    text.setLength(0);
                }
                default -> {
                    // Comments and white space.
                }
            }
        }
    }

    private Listing listing() throws SourceException {
        if (!list.containsKey("IsTruncated")) {
            throw new SourceException(Remedy.NEXT_RUN, "list-not-readable");
        }
        boolean encoded = "url".equals(list.get("EncodingType"));
        List<SourceEntry> entries = new ArrayList<>();
        String last = null;
        for (Map<String, String> object : objects) {
            String key = object.getOrDefault("Key", "");
            last = encoded ? URLDecoder.decode(key, StandardCharsets.UTF_8) : key;
            if (!last.isEmpty() && !last.endsWith("/")) {
                String version = object.getOrDefault("LastModified", "") + "-" + object.getOrDefault("Size", "");
                entries.add(new SourceEntry(last, object.getOrDefault("ETag", version), null));
            }
        }
        return new Listing(entries, "true".equals(list.get("IsTruncated").strip()) ? last : null);
    }
}
