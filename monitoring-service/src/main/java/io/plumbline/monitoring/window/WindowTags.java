package io.plumbline.monitoring.window;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/// The tags of calls in a batch of events, with a bounded number of combinations. The first [#MOST] combinations of
/// a team and a day in UTC have windows of their own, in the order of the log, so a rebuild selects the same. Not
/// thread-safe.
final class WindowTags {

    /// The tag of calls with a further combination.
    static final String OTHER = "other";

    /// How many combinations a team has on a day.
    static final int MOST = 100;

    private static final int MOST_NAMES = 4;
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final JsonMapper ROWS = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Map<Day, Set<String>> known = new HashMap<>();
    private final List<Map<String, String>> added = new ArrayList<>();

    WindowTags(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Day(String team, LocalDate day) {}

    /// Returns the tags as `name=value,name=value` in the order of their names; empty without tags. Leaves out what
    /// no gateway writes.
    static String joined(@Nullable Map<String, String> tags) {
        if (tags == null || tags.isEmpty()) {
            return "";
        }
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .filter(tag -> isWord(tag.getKey()) && isWord(tag.getValue()))
                        .limit(MOST_NAMES)
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining(","));
    }

    private static boolean isWord(@Nullable String text) {
        return text != null && WORD.matcher(text).matches();
    }

    /// Returns the tags under which a call at a time counts.
    ///
    /// @param tags of [#joined]
    String bounded(String team, Instant at, String tags) {
        if (tags.isEmpty()) {
            return tags;
        }
        Day day = new Day(team, LocalDate.ofInstant(at, ZoneOffset.UTC));
        Set<String> ofDay = known.computeIfAbsent(day, this::read);
        if (ofDay.contains(tags)) {
            return tags;
        }
        if (ofDay.size() >= MOST) {
            return OTHER;
        }
        ofDay.add(tags);
        added.add(Map.of("team", team, "day", day.day().toString(), "tags", tags));
        return tags;
    }

    private Set<String> read(Day day) {
        return new HashSet<>(jdbc.sql("select tags from window_tags where team = ? and day = ?")
                .params(day.team(), day.day())
                .query(String.class)
                .list());
    }

    /// Stores the combinations that the batch added.
    void save() {
        if (!added.isEmpty()) {
            jdbc.sql("""
                            insert into window_tags
                            select * from jsonb_populate_recordset(null::window_tags, cast(:rows as jsonb))
                            """).param("rows", ROWS.writeValueAsString(added)).update();
        }
    }
}
