/** Says what a change is: findings, changes, and the severity of what was found. */
package org.bcdkit.plan;
