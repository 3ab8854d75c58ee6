package io.plumbline.gateway.price;

import io.plumbline.gateway.price.OwnPriceRules.Terms;
import io.plumbline.kit.document.NamedDocumentController;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import io.plumbline.kit.security.ResourcePermissions;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/prices")
@ResourcePermissions(read = Permission.BUDGET_READ, write = Permission.BUDGET_WRITE)
class OwnPriceController extends NamedDocumentController<Terms, OwnPriceRequest, OwnPriceResponse> {

    OwnPriceController(NamedDocuments<Terms> prices, OwnPriceRules rules) {
        super("/api/v1/prices", prices, rules);
    }

    @GetMapping("/{name}")
    @RequiresPermission(Permission.BUDGET_READ)
    ResponseEntity<OwnPriceResponse> get(@PathVariable @Pattern(regexp = NAME) String name) {
        return found(name);
    }
}
