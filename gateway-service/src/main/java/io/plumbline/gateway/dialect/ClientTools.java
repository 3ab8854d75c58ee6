package io.plumbline.gateway.dialect;

import io.plumbline.guardrails.tool.ToolCall;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/// The tools of a client's requests. Stateless.
public interface ClientTools {

    /// For an operation without tools.
    ClientTools NONE = new ClientTools() {
        @Override
        public boolean isTainted(ObjectNode body) {
            return false;
        }

        @Override
        public List<ToolCall> callsMade(ObjectNode body) {
            return List.of();
        }

        @Override
        public String insistedOn(ObjectNode body) {
            return "";
        }

        @Override
        public void withholdTools(ObjectNode body, Predicate<String> offered) {
            // there are none
        }
    };

    /// Whether the conversation contains a tool result, which any third party may have written.
    boolean isTainted(ObjectNode body);

    /// Returns the tool calls of the conversation in order.
    List<ToolCall> callsMade(ObjectNode body);

    /// Returns the name of the tool that a request requires; empty for none.
    String insistedOn(ObjectNode body);

    /// Removes the tools that may not be offered from a request.
    void withholdTools(ObjectNode body, Predicate<String> offered);
}
