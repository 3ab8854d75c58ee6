package io.plumbline.governance.approval;

/// An approval on the page.
///
/// @param decidable whether the reader may decide on it
/// @param revocable whether the reader may revoke it
record ApprovalRow(ApprovalView approval, boolean decidable, boolean revocable) {

    /// Returns the subject in words; for requests of other clients, only the name of the resource.
    public String getTitle() {
        String id = approval.resourceId();
        return switch (approval.action()) {
            case "registry.model.promote", "registry.prompt.promote" -> "Promote " + id + " to production";
            case "eval.baseline.bless" -> "Approve a baseline of the suite " + owner(id);
            case "governance.policy.change" ->
                "Loosen the guard policy " + (id.indexOf('@') < 0 ? id : id.substring(0, id.indexOf('@')));
            case "eval.calibration.confirm" -> "Allow gates to use a calibration of the judge " + owner(id);
            case "gateway.route.change" -> "Change the configuration of the production route " + first(id);
            case "gateway.route.remove" -> "Remove the production route " + first(id);
            case "gateway.provider.change" -> "Change the address of the provider " + first(id);
            case "eval.suite.change" -> "Change the suite " + first(id) + ", which production depends on";
            case "gateway.call.resume" -> "Resume a call on the route " + owner(id);
            default -> id;
        };
    }

    /// Returns the name before the digest.
    private static String first(String id) {
        int end = id.indexOf(' ');
        return end < 0 ? id : id.substring(0, end);
    }

    /// Returns the suite of `SUITE/GATE`, the judge of `JUDGE/CALIBRATION`, or the route of `ROUTE/CALL`.
    private static String owner(String id) {
        int end = id.lastIndexOf('/');
        return end < 0 ? id : id.substring(0, end);
    }
}
