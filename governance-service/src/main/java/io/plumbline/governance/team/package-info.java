/// Teams, to which all resources belong.
@NullMarked
package io.plumbline.governance.team;

import org.jspecify.annotations.NullMarked;
