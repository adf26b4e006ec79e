// What the scripts of the playground's page keep to; their types are TypeScript's business (tsconfig.json).

import js from "@eslint/js";
import globals from "globals";

import { houseRules } from "./house_rules.js";

export default [
  js.configs.recommended,
  { files: ["playground/page/js/*.js"], languageOptions: { globals: globals.browser } },
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    plugins: { house: houseRules },
    rules: {
      "house/ignore-with-reason": "error",
      "house/no-any": "error",
      // The text of people and bots never becomes markup but by js/markdown.js, through the sanitiser.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({ property, message: "Text is no markup: use h()." })),
      ],
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-script-url": "error",
      // What hides mistakes.
      "array-callback-return": "error",
      "default-case-last": "error",
      "eqeqeq": "error",
      "no-constructor-return": "error",
      "no-loop-func": "error",
      "no-param-reassign": "error",
      "no-promise-executor-return": "error",
      "no-return-assign": ["error", "always"],
      "no-self-compare": "error",
      "no-sequences": "error",
      "no-shadow": "error",
      "no-template-curly-in-string": "error",
      "no-throw-literal": "error",
      "no-unmodified-loop-condition": "error",
      "no-unreachable-loop": "error",
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { classes: false, functions: false, variables: false }],
      "no-useless-assignment": "error",
      "prefer-promise-reject-errors": "error",
      "require-await": "error",
      // One way to say it.
      "arrow-body-style": "error",
      "curly": ["error", "multi-line"],
      "dot-notation": "error",
      "func-style": ["error", "declaration", { allowArrowFunctions: true }],
      "logical-assignment-operators": "error",
      "no-else-return": "error",
      "no-implicit-coercion": "error",
      "no-lonely-if": "error",
      "no-multi-assign": "error",
      "no-negated-condition": "error",
      "no-nested-ternary": "error",
      "no-unneeded-ternary": "error",
      "no-useless-rename": "error",
      "no-useless-return": "error",
      "no-var": "error",
      "object-shorthand": "error",
      "operator-assignment": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": "error",
      "prefer-object-spread": "error",
      "prefer-rest-params": "error",
      "prefer-spread": "error",
      "prefer-template": "error",
      "yoda": "error",
      // As much at once as one can follow; the length of files is looked at in tests/test_architecture.py.
      "complexity": ["error", 20],
      "max-depth": ["error", 4],
      "max-params": ["error", 7],
      // Nobody reads the console.
      "no-alert": "error",
      "no-console": "error",
    },
  },
];
