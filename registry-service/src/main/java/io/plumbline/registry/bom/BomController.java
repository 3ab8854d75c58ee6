package io.plumbline.registry.bom;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.registry.card.ModelCards;
import java.time.Clock;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/// The bills of materials of model versions.
@RestController
class BomController {

    private static final String CYCLONEDX = "application/vnd.cyclonedx+json";

    private final ModelCards cards;
    private final UuidV7 ids;
    private final Clock clock;

    BomController(ModelCards cards, UuidV7 ids, Clock clock) {
        this.cards = cards;
        this.ids = ids;
        this.clock = clock;
    }

    /// Returns the bill of materials of a version: CycloneDX 1.7 in JSON.
    @GetMapping(path = "/api/v1/models/{name}/versions/{version}/bom", produces = CYCLONEDX)
    @RequiresPermission(Permission.MODEL_READ)
    JsonNode bom(@PathVariable String name, @PathVariable int version) {
        return BillOfMaterials.of(cards.of(name, version), ids.next(), clock.instant());
    }
}
