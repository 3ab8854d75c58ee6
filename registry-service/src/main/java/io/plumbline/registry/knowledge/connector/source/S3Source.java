package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.DocumentSource.Listing;
import io.plumbline.registry.knowledge.connector.source.FetchedFile.Origin;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.BucketSettings;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/// A bucket, read with `ListObjectsV2` and `GetObject` by path-style addresses. Requests are signed with AWS
/// Signature Version 4, by AWS's own signer. A position is the last key of the page before it.
final class S3Source implements DocumentSource {

    private static final int MAX_LIST = 10_000_000;
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final BucketSettings settings;
    private final Map<String, String> secrets;
    private final SourceHttp http;
    private final Clock clock;
    private final String bucket;

    S3Source(BucketSettings settings, Map<String, String> secrets, SourceHttp http, Clock clock) {
        this.settings = settings;
        this.secrets = secrets;
        this.http = http;
        this.clock = clock;
        this.bucket = base(URI.create(settings.endpoint().strip())) + "/" + encoded(settings.bucket());
    }

    /// Without the port of its scheme, which HTTP clients and signers treat differently.
    private static String base(URI endpoint) {
        int port = endpoint.getPort();
        boolean usual = port == ("https".equalsIgnoreCase(endpoint.getScheme()) ? 443 : 80);
        String path = Objects.requireNonNullElse(endpoint.getRawPath(), "");
        return endpoint.getScheme() + "://" + endpoint.getHost() + (port < 0 || usual ? "" : ":" + port)
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        StringBuilder query = new StringBuilder("?encoding-type=url&list-type=2");
        if (settings.prefix() != null) {
            query.append("&prefix=").append(encoded(settings.prefix()));
        }
        if (position != null) {
            query.append("&start-after=").append(encoded(position));
        }
        URI url = URI.create(bucket + query);
        byte[] page =
                http.get(url, signed(url), response -> response.requireOk().bytes(MAX_LIST));
        return ObjectList.read(page);
    }

    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        URI url = URI.create(bucket + "/" + encoded(key).replace("%2F", "/"));
        return http.get(url, signed(url), response -> {
            response.requireOk();
            if (response.message().getEntity() != null
                    && response.message().getEntity().getContentLength() > FetchedFile.MAX_BYTES) {
                throw new SourceException(Remedy.DOCUMENT, "too-large");
            }
            return FetchedFile.receive(new Origin(key, response.header("Content-Type"), null), response.body());
        });
    }

    /// Encodes everything except the unreserved characters of RFC 3986.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private Map<String, String> signed(URI url) {
        String id = settings.accessKeyId();
        if (id == null) {
            return Map.of();
        }
        SdkHttpRequest request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build();
        SdkHttpRequest signed = SIGNER.sign(sign -> sign.identity(identity(id))
                        .request(request)
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, settings.regionOrDefault())
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> headers = new LinkedHashMap<>();
        signed.headers().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name, values.getFirst());
            }
        });
        return headers;
    }

    private AwsCredentialsIdentity identity(String id) {
        String secret = secrets.getOrDefault("secretAccessKey", "");
        String token = secrets.get("sessionToken");
        return token == null
                ? AwsCredentialsIdentity.create(id, secret)
                : AwsSessionCredentialsIdentity.create(id, secret, token);
    }

    /// Reads the response of `ListObjectsV2`. Document types and external entities are refused.
    private static final class ObjectList {

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
}
