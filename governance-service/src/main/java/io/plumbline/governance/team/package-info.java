/// Teams: what everything else belongs to.
@NullMarked
package io.plumbline.governance.team;

import org.jspecify.annotations.NullMarked;
