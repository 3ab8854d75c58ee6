package io.plumbline.registry.knowledge.connector.source;

import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import io.plumbline.registry.knowledge.connector.source.SourceSettings.KafkaSettings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The messages of a Kafka topic. A message is the newest version of the document that its key names; one without a
/// value deletes the document. A run reads from where the last one stopped to the ends of the partitions at its start.
/// The position is ours alone: the consumer is in no group and commits nothing. Messages of open or aborted
/// transactions are not read.
final class KafkaSource implements DocumentSource {

    private static final int PAGE = 100;
    private static final int MAX_PAGE_BYTES = 16_000_000;
    private static final int MAX_KEY = 500;
    private static final int MAX_POLLS = 20;
    private static final int DIGITS = 12;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final KafkaSettings settings;
    private final JsonMapper json;
    private final Consumer<byte[], byte[]> consumer;

    /// Differs if the settings differ, by which the same message may be another text.
    private final String reading;

    /// Where the consumer stands, if it was not moved since the last page.
    private Map<TopicPartition, Long> standing = Map.of();

    KafkaSource(KafkaSettings settings, JsonMapper json, Consumer<byte[], byte[]> consumer) {
        this.settings = settings;
        this.json = json;
        this.consumer = consumer;
        this.reading = SourceEntry.digest(settings.toString()).substring(0, DIGITS);
    }

    /// The offsets of the next messages by partition.
    ///
    /// @param ends where the run ends; null for a position at which no run is
    private record Place(Map<Integer, Long> at, @Nullable Map<Integer, Long> ends) {}

    @Override
    public boolean listsTexts() {
        return true;
    }

    @Override
    public boolean isLog() {
        return true;
    }

    @Override
    public Listing list(@Nullable String position) throws SourceException {
        return list(position, PAGE);
    }

    @Override
    public Listing list(@Nullable String position, int most) throws SourceException {
        try {
            Place place = place(position);
            Map<Integer, Long> ends = Objects.requireNonNull(place.ends());
            Page page = new Page();
            read(place.at(), ends, Math.min(most, PAGE), page);
            String reached = json.writeValueAsString(new Place(place.at(), null));
            String next = isAt(place.at(), ends) ? null : json.writeValueAsString(place);
            return new Listing(
                    List.copyOf(page.entries.values()), next, new LogPage(Set.copyOf(page.removed), reached));
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /// A page while it is read. Of several messages with one key, only the last counts.
    private static final class Page {

        private final Map<String, SourceEntry> entries = new LinkedHashMap<>();
        private final Set<String> removed = new LinkedHashSet<>();
        private long bytes;
        private int messages;

        private void add(SourceEntry entry) {
            removed.remove(entry.key());
            entries.remove(entry.key());
            entries.put(entry.key(), entry);
        }

        private void remove(String key) {
            entries.remove(key);
            removed.add(key);
        }
    }

    /// Returns where to read, with the ends of the run. A partition is read from its beginning if it is new, or if the
    /// next message is not there any more.
    private Place place(@Nullable String position) throws SourceException {
        List<PartitionInfo> partitions = consumer.partitionsFor(settings.topic());
        if (partitions == null || partitions.isEmpty()) {
            throw new SourceException(Remedy.NEXT_RUN, "topic-not-found");
        }
        List<TopicPartition> all = partitions.stream()
                .map(each -> new TopicPartition(each.topic(), each.partition()))
                .toList();
        Place stored = position == null ? new Place(new TreeMap<>(), null) : json.readValue(position, Place.class);
        Map<TopicPartition, Long> first = consumer.beginningOffsets(all);
        Map<TopicPartition, Long> last = consumer.endOffsets(all);
        Map<Integer, Long> at = new TreeMap<>();
        Map<Integer, Long> ends = new TreeMap<>();
        for (TopicPartition each : all) {
            long beginning = Objects.requireNonNull(first.get(each));
            long newest = Objects.requireNonNull(last.get(each));
            long next = stored.at().getOrDefault(each.partition(), beginning);
            at.put(each.partition(), next < beginning || next > newest ? beginning : next);
            ends.put(
                    each.partition(),
                    stored.ends() == null
                            ? newest
                            : Math.min(newest, stored.ends().getOrDefault(each.partition(), beginning)));
        }
        return new Place(at, ends);
    }

    private static boolean isAt(Map<Integer, Long> at, Map<Integer, Long> ends) {
        return at.entrySet().stream()
                .allMatch(each -> each.getValue() >= Objects.requireNonNull(ends.get(each.getKey())));
    }

    /// Reads some messages and moves the position past them.
    private void read(Map<Integer, Long> at, Map<Integer, Long> ends, int most, Page page) throws SourceException {
        for (int poll = 0; poll < MAX_POLLS; poll++) {
            if (isAt(at, ends)) {
                return;
            }
            seek(at, ends);
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            boolean complete = take(records, at, ends, most, page);
            if (complete) {
                // Past markers of transactions, which are no messages.
                for (TopicPartition partition : consumer.assignment()) {
                    long next = consumer.position(partition);
                    long end = Objects.requireNonNull(ends.get(partition.partition()));
                    at.merge(partition.partition(), Math.min(next, end), Math::max);
                    standing.put(partition, next);
                }
            }
            if (page.messages > 0) {
                return;
            }
        }
        throw new SourceException(Remedy.RETRY, "unreachable");
    }

    private void seek(Map<Integer, Long> at, Map<Integer, Long> ends) {
        Map<TopicPartition, Long> wanted = new LinkedHashMap<>();
        at.forEach((partition, offset) -> {
            if (offset < Objects.requireNonNull(ends.get(partition))) {
                wanted.put(new TopicPartition(settings.topic(), partition), offset);
            }
        });
        if (!wanted.equals(standing)) {
            consumer.assign(wanted.keySet());
            wanted.forEach(consumer::seek);
            standing = wanted;
        }
    }

    /// @return whether all records were taken
    private boolean take(
            ConsumerRecords<byte[], byte[]> records,
            Map<Integer, Long> at,
            Map<Integer, Long> ends,
            int most,
            Page page) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= Objects.requireNonNull(ends.get(record.partition()))) {
                continue; // It belongs to the next run.
            }
            if (page.messages >= most || page.bytes > MAX_PAGE_BYTES) {
                standing = Map.of();
                return false;
            }
            page.messages++;
            page.bytes += Math.max(0, record.serializedValueSize());
            take(record, page);
            at.put(record.partition(), record.offset() + 1);
        }
        return true;
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Page page) {
        String place = record.partition() + "@" + record.offset();
        String fingerprint = place + "#" + reading;
        String key = key(record);
        if (key == null) {
            page.add(SourceEntry.refused(place, fingerprint, "key-not-usable"));
        } else if (record.value() == null) {
            page.remove(key);
        } else {
            try {
                page.add(new SourceEntry(key, fingerprint, text(key, record.value())));
            } catch (SourceException e) {
                page.add(SourceEntry.refused(key, fingerprint, e.reason()));
            }
        }
    }

    /// Returns the key as text; null if it names no document.
    private static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? null : decoded(record.key());
        return key == null || key.isBlank() || key.length() > MAX_KEY || key.indexOf('\0') >= 0 ? null : key;
    }

    private static @Nullable String decoded(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private SourceEntry.Text text(String key, byte[] value) throws SourceException {
        if (value.length > settings.mostBytes()) {
            throw new SourceException(Remedy.DOCUMENT, "too-large");
        }
        String text = decoded(value);
        if (text == null) {
            throw new SourceException(Remedy.DOCUMENT, "not-utf-8");
        }
        TextFormat format = Objects.requireNonNullElse(settings.format(), TextFormat.TEXT);
        if (settings.text() == null) {
            return format.document(key, null, text);
        }
        try {
            JsonNode document = json.readTree(text);
            String title = settings.title() == null ? null : member(document, settings.title());
            return format.document(key, title, member(document, settings.text()));
        } catch (JacksonException e) {
            throw new SourceException(Remedy.DOCUMENT, "not-json");
        }
    }

    /// Returns a string as it is, nothing for absence, and other values as JSON.
    private static String member(JsonNode value, String pointer) {
        JsonNode node = value.at(JsonPointer.compile(pointer));
        if (node.isMissingNode() || node.isNull()) {
            return "";
        }
        return node.isString() ? node.asString() : node.toString();
    }

    /// Reads a message again.
    ///
    /// @param fingerprint its partition and offset, such as `0@17#3f60c41ba2d7`
    @Override
    public FetchedFile fetch(String key, @Nullable String fingerprint) throws SourceException {
        String[] place = Objects.requireNonNullElse(fingerprint, "").split("[@#]", 3);
        if (place.length < 2) {
            throw new SourceException(Remedy.DOCUMENT, "message-gone");
        }
        TopicPartition partition = new TopicPartition(settings.topic(), Integer.parseInt(place[0]));
        long offset = Long.parseLong(place[1]);
        standing = Map.of();
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, offset);
            for (int poll = 0; poll < MAX_POLLS && consumer.position(partition) == offset; poll++) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() > offset) {
                        throw new SourceException(Remedy.DOCUMENT, "message-gone");
                    }
                    if (!key.equals(key(record))) {
                        throw new SourceException(Remedy.DOCUMENT, "key-not-usable");
                    }
                    return FetchedFile.of(text(key, record.value()));
                }
            }
            throw new SourceException(Remedy.DOCUMENT, "message-gone");
        } catch (OffsetOutOfRangeException e) {
            throw new SourceException(Remedy.DOCUMENT, "message-gone");
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    private static SourceException failure(KafkaException e) {
        return switch (e) {
            case InterruptException _ -> {
                Thread.currentThread().interrupt();
                yield new SourceException(Remedy.RETRY, "interrupted");
            }
            case AuthenticationException _, AuthorizationException _ ->
                new SourceException(Remedy.NEXT_RUN, "access-denied");
            case UnknownTopicOrPartitionException _, InvalidTopicException _ ->
                new SourceException(Remedy.NEXT_RUN, "topic-not-found");
            default -> new SourceException(Remedy.RETRY, "unreachable");
        };
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(CLOSE));
    }
}
