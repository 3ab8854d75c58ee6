package io.plumbline.console.prompt;

import io.plumbline.console.asset.AssetClient;
import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.asset.AssetKind;
import io.plumbline.console.page.Listing;
import io.plumbline.console.prompt.MessageRows.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.JsonNode;

/// Opens the form of a new prompt version with content from another page, to be checked before it is registered.
@Component
public final class VersionDraft {

    private final AssetClient assets;

    VersionDraft(AssetClient assets) {
        this.assets = assets;
    }

    /// Returns the prompts that a version can be added to or read from, as far as the user may see them.
    public List<Asset> prompts() {
        return Listing.read((limit, cursor) -> assets.list(AssetKind.PROMPT.segment(), limit, cursor))
                .all();
    }

    /// @param name of the prompt
    /// @param variables JSON Schema; null to make every placeholder a required text
    public ModelAndView open(String name, List<Row> rows, @Nullable JsonNode variables, @Nullable JsonNode parameters) {
        PromptVersionForm form = new PromptVersionForm(
                List.copyOf(rows), PromptVersionForm.pretty(variables), "", PromptVersionForm.pretty(parameters));
        return new ModelAndView(
                PromptVersionPages.FORM,
                PromptVersionPages.shown(assets.get(AssetKind.PROMPT.segment(), name), form, 0));
    }
}
