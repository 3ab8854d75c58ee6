/// API keys: created, rotated and revoked here, and known to all services within a second.
@NullMarked
package io.plumbline.governance.key;

import org.jspecify.annotations.NullMarked;
