package io.plumbline.console.model;

import io.plumbline.console.search.SearchSource;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds models by name.
@Component
class ModelSearch implements SearchSource {

    private static final int MOST = 500;

    private final ModelClient models;

    ModelSearch(ModelClient models) {
        this.models = models;
    }

    @Override
    public List<Hit> find(String text) {
        return models.list(MOST, null).items().stream()
                .filter(model -> model.name().contains(text))
                .map(model -> new Hit("Model", model.name(), "/models/" + model.name(), model.team()))
                .toList();
    }
}
