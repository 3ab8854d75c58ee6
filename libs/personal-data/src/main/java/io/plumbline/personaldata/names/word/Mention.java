package io.plumbline.personaldata.names.word;

/// Words that name an entity.
///
/// @param from the first word
/// @param to one past the last
/// @param score probability, 0 to 1
/// @param why for a finding's explanation
public record Mention(Entity entity, int from, int to, double score, String why) {

    public boolean overlaps(Mention other) {
        return from < other.to && other.from < to;
    }
}
