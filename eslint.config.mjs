import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["bin/", ".local/", "local/engine/", "node_modules/"] },
    {
        files: ["**/*.ts"],
        extends: [...tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        plugins: { "@pulumi": pulumi },
        rules: {
            // An Output inside a template literal prints "Calling [toString] on an [Output]…" instead of its value.
            "@pulumi/no-output-in-template-literal": "error",
            "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
            // A command loads what it needs when it needs it. `import()` of TypeScript would leave CommonJS, and with it what compiles it.
            "@typescript-eslint/no-require-imports": "off",
            "@typescript-eslint/switch-exhaustiveness-check": "error",
            eqeqeq: ["error", "always", { null: "ignore" }],
        },
    },
    // mocha collects the promise of describe() and it() by itself.
    { files: ["tests/**/*.ts"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
    { files: ["**/*.mjs"], extends: [...tseslint.configs.recommended] },
);
