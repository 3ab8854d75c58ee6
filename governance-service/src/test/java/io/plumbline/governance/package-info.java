/// Governance as a whole, over HTTP.
@NullMarked
package io.plumbline.governance;

import org.jspecify.annotations.NullMarked;
