package io.plumbline.e2e.cleanroom;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes a valid document an invalid one, in some places: values of other types and sizes, members that are
/// missing, and members that nobody knows.
final class TreeMutations {

    /// A place in a document that holds a value.
    private sealed interface Place {

        record Member(ObjectNode object, String name) implements Place {}

        record Item(ArrayNode array, int index) implements Place {}
    }

    private final RandomGenerator random;
    private final HostileValues hostile;

    TreeMutations(RandomGenerator random, HostileValues hostile) {
        this.random = random;
        this.hostile = hostile;
    }

    JsonNode mutate(JsonNode document) {
        JsonNode mutated = document;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            List<Place> places = new ArrayList<>();
            collect(mutated, places);
            if (places.isEmpty() || random.nextInt(20) == 0) {
                mutated = hostile.any();
            } else {
                mutate(places.get(random.nextInt(places.size())));
            }
        }
        return mutated;
    }

    private static void collect(JsonNode node, List<Place> places) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(member -> {
                    places.add(new Place.Member(object, member.getKey()));
                    collect(member.getValue(), places);
                });
            case ArrayNode array -> {
                // Of many the first are as good as all.
                for (int i = 0; i < Math.min(array.size(), 20); i++) {
                    places.add(new Place.Item(array, i));
                    collect(array.path(i), places);
                }
            }
            default -> {}
        }
    }

    private void mutate(Place place) {
        switch (place) {
            case Place.Member(ObjectNode object, String name) -> {
                switch (random.nextInt(8)) {
                    case 0 -> object.remove(name);
                    case 1 -> object.set("unheardOf", hostile.any());
                    case 2 -> object.set(name, otherType(object.path(name)));
                    case 3 -> object.set(name.toUpperCase(java.util.Locale.ROOT), object.path(name));
                    default -> object.set(name, hostile.any());
                }
            }
            case Place.Item(ArrayNode array, int index) -> {
                switch (random.nextInt(4)) {
                    case 0 -> array.remove(index);
                    case 1 -> array.add(array.path(index));
                    default -> array.set(index, hostile.any());
                }
            }
        }
    }

    private static JsonNode otherType(JsonNode value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case ObjectNode object -> nodes.arrayNode().add(object);
            case ArrayNode array -> array.isEmpty() ? nodes.objectNode() : array.path(0);
            default -> value.isString() ? nodes.numberNode(7) : nodes.stringNode(value.asString(""));
        };
    }
}
