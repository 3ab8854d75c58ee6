package io.plumbline.governance.approval;

/// An approval on the page.
///
/// @param decidable whether who looks at it may decide on it
record ApprovalRow(ApprovalView approval, boolean decidable) {

    /// What would happen, in words; of what others ask for, the name of the thing alone.
    public String getTitle() {
        String id = approval.resourceId();
        return switch (approval.action()) {
            case "registry.model.promote", "registry.prompt.promote" -> "Promote " + id + " to production";
            case "eval.baseline.bless" -> "Bless a baseline of the suite " + owner(id);
            case "eval.calibration.confirm" -> "Let gates decide by a calibration of the judge " + owner(id);
            case "gateway.call.resume" -> "Let a call on the route " + owner(id) + " go on";
            default -> id;
        };
    }

    /// The suite of `SUITE/GATE`, the judge of `JUDGE/CALIBRATION`, or the route of `ROUTE/CALL`.
    private static String owner(String id) {
        int end = id.lastIndexOf('/');
        return end < 0 ? id : id.substring(0, end);
    }
}
