package io.plumbline.console.prompt;

import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds prompts by name.
@Component
class PromptSearch implements SearchSource {

    private static final int MOST = 500;

    private final PromptClient prompts;

    PromptSearch(PromptClient prompts) {
        this.prompts = prompts;
    }

    @Override
    public List<Hit> find(String text) {
        return prompts.list(MOST, null).items().stream()
                .filter(prompt -> prompt.name().contains(text))
                .map(prompt -> new Hit("Prompt", prompt.name(), "/prompts/" + prompt.name(), prompt.team()))
                .toList();
    }
}
