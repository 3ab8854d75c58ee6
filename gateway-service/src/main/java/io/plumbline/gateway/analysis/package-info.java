/// Finding and anonymizing personal data over the endpoints of Microsoft Presidio, independent of policies.
@NullMarked
package io.plumbline.gateway.analysis;

import org.jspecify.annotations.NullMarked;
