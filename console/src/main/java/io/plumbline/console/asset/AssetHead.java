package io.plumbline.console.asset;

import io.plumbline.console.api.Parts;
import io.plumbline.console.asset.AssetClient.Asset;
import io.plumbline.console.gate.GateClient;
import io.plumbline.console.gate.GateClient.Gate;
import io.plumbline.console.page.Tab;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Page;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/// Loads a model or a prompt, and puts into the model of its page whatever `console/asset/head` shows above each tab.
@Component
public final class AssetHead {

    private final AssetClient assets;
    private final GateClient gates;
    private final Parts parts;

    AssetHead(AssetClient assets, GateClient gates, Parts parts) {
        this.assets = assets;
        this.gates = gates;
        this.parts = parts;
    }

    /// @param tab the label of the current tab
    public Asset load(AssetKind kind, String name, String tab, Model model) {
        Asset asset = assets.get(kind.segment(), name);
        Caller caller = Callers.current();
        model.addAttribute("kind", kind);
        model.addAttribute("asset", asset);
        model.addAttribute(
                "tabs", Tab.of(kind.page(name), tab, "Overview", "Versions", "Gates", "Approvals", "History"));
        model.addAttribute("mayWrite", caller.may(kind.write(), asset.team()));
        model.addAttribute("mayPromote", caller.may(kind.promote(), asset.team()));
        model.addAttribute("mayCall", caller.may(Permission.INFERENCE_CALL, asset.team()));
        return asset;
    }

    /// Loads it for the overview, which also shows its last gate.
    public Asset overview(AssetKind kind, String name, Model model) {
        Parts.Loading<Page<Gate>> lastGate = parts.load(() -> gates.list(name, null, 1, null));
        Asset asset = load(kind, name, "Overview", model);
        model.addAttribute("lastGate", lastGate.get());
        return asset;
    }
}
