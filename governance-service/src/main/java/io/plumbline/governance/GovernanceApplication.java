package io.plumbline.governance;

import io.plumbline.kit.PlumblineService;
import io.plumbline.web.PageKit;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;

/// The governance service: identity, guard policies, approvals, incidents and the audit log.
@SpringBootApplication
@ConfigurationPropertiesScan
@Import(PageKit.class)
public class GovernanceApplication {

    public static void main(String[] args) {
        PlumblineService.run(GovernanceApplication.class, "governance", args);
    }
}
