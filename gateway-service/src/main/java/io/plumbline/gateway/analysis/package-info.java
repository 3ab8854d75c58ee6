/// Detection and anonymization of personal data through the endpoints of Microsoft Presidio, independent of
/// policies.
@NullMarked
package io.plumbline.gateway.analysis;

import org.jspecify.annotations.NullMarked;
