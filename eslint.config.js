import js from "@eslint/js";
import globals from "globals";

const strict = {
  "consistent-return": "off", "eqeqeq": "error", "no-eval": "error", "no-implied-eval": "error", "no-new-func": "error", "no-shadow": ["error", {allow: ["$", "short", "label", "list", "status", "place", "when", "name", "h", "s", "t"]}],
  "no-unused-vars": ["error", {args: "after-used"}], "no-var": "error", "prefer-const": ["error", {destructuring: "all"}], "max-lines": ["error", 400],
  // Text of articles may become text only.
  "no-restricted-properties": ["error", {property: "outerHTML"}, {property: "insertAdjacentHTML"}, {object: "document", property: "write"}],
};

export default [
  {ignores: ["geomap/_assets/", "node_modules/", ".venv/", "build/", "dist/", "maps/"]},
  js.configs.recommended,
  {files: ["geomap/mapping/static/*.js"], languageOptions: {globals: globals.browser}, rules: {...strict, "no-restricted-syntax": ["error", {selector: "AssignmentExpression[left.property.name='innerHTML']", message: "Text of articles must not become markup."}]}},
  {files: ["geomap/mapping/static/folium.js"], rules: {"no-restricted-syntax": "off"}},
  {files: ["tests/js/*.js", "eslint.config.js"], languageOptions: {globals: globals.node}, rules: strict},
];
