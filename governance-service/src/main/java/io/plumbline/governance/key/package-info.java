/// API keys: made, rotated and revoked here, known to all services within a second.
@NullMarked
package io.plumbline.governance.key;

import org.jspecify.annotations.NullMarked;
