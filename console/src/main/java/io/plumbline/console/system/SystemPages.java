package io.plumbline.console.system;

import io.plumbline.console.api.LoadedPart;
import io.plumbline.console.api.Parts;
import io.plumbline.console.page.ConsolePage;
import io.plumbline.console.page.Navigation;
import io.plumbline.console.page.Section;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.security.RequiresPermission;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The state of the installation: services, versions, and the audit log.
@Controller
@ConsolePage(
        section = Section.ADMIN,
        label = "System status",
        path = "/system",
        permission = Permission.TELEMETRY_READ,
        order = 50,
        docs = "guides/when-things-fail.md")
class SystemPages {

    private final ServiceProbes probes;
    private final LogClient log;
    private final Parts parts;
    private final Navigation navigation;

    SystemPages(ServiceProbes probes, LogClient log, Parts parts, Navigation navigation) {
        this.probes = probes;
        this.log = log;
        this.parts = parts;
        this.navigation = navigation;
    }

    @GetMapping("/system")
    @RequiresPermission(Permission.TELEMETRY_READ)
    String show(Model model) {
        addState(model);
        return "console/system/show";
    }

    /// The part that is refreshed while the page is open.
    @GetMapping("/system/state")
    @RequiresPermission(Permission.TELEMETRY_READ)
    String state(Model model) {
        addState(model);
        return "console/system/show :: state";
    }

    private void addState(Model model) {
        Caller caller = Callers.current();
        boolean seesLog = !caller.teamsWith(Permission.AUDIT_READ).isEmpty();
        Parts.Loading<LogClient.Standing> standing = loading(seesLog, log::standing);
        Parts.Loading<List<LogClient.Verification>> verifications =
                loading(seesLog, () -> log.verifications(1).items());
        List<ServiceProbes.Service> services = probes.all();
        model.addAttribute("services", services);
        model.addAttribute(
                "down",
                services.stream()
                        .filter(service -> !service.isUp())
                        .map(ServiceProbes.Service::name)
                        .toList());
        model.addAttribute("log", standing.get());
        model.addAttribute("verifications", verifications.get());
        model.addAttribute("hasAudit", navigation.isOpen("/audit", caller));
    }

    private <T> Parts.Loading<T> loading(boolean allowed, java.util.function.Supplier<T> call) {
        return allowed ? parts.load(call) : () -> new LoadedPart<>(null, null, true);
    }
}
