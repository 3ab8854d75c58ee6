package io.plumbline.console.prompt;

import io.plumbline.console.prompt.MessageRows.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/// Opens the form of a new prompt version with content from another page, to be checked before it is registered.
@Component
public final class VersionDraft {

    private final PromptClient prompts;

    VersionDraft(PromptClient prompts) {
        this.prompts = prompts;
    }

    /// @param name of the prompt
    /// @param variables JSON Schema; null to make every placeholder a required text
    public ModelAndView open(
            String name, List<Row> rows, @Nullable JsonNode variables, @Nullable JsonNode parameters) {
        PromptVersionForm form = new PromptVersionForm(
                List.copyOf(rows), PromptVersionForm.pretty(variables), "", PromptVersionForm.pretty(parameters));
        return new ModelAndView(
                PromptVersionController.FORM, PromptVersionController.shown(prompts.get(name), form, 0));
    }
}
