# Build: the same command as on any machine; `npm ci` also compiles. Then the tools go: as long as they are named,
# npm keeps Prisma's command line (250 MB) because the client would get along with it.
FROM node:20-slim AS build
WORKDIR /app
COPY . .
RUN npm ci && npm pkg delete devDependencies && npm prune --omit=peer --ignore-scripts

# Run: what was compiled, what it reads, and the packages that it needs.
FROM node:20-slim
# The simulator speaks for anybody: inside a container it is switched on on purpose (DEMO=1) or not at all.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data DEMO=0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/bin ./bin
COPY --from=build /app/data ./data
COPY --from=build /app/flows ./flows
COPY --from=build /app/locales ./locales
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/src/web/public ./src/web/public
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, not npm: so that a stop reaches the program, and it can finish what it is doing.
CMD ["node", "dist/main.js"]
