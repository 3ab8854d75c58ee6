package io.plumbline.simulator.tool;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// Where [SchemaFiller] takes its values from. What does not fit the schema is made to fit.
public interface FillValues {
    /// Whether a property that may be left out has something to say.
    boolean wants(String name);

    String text(String name, String format);

    double number(String name, double least, double most);

    boolean flag(String name);

    /// The index of one of the allowed values.
    int choose(String name, List<JsonNode> allowed);
}
