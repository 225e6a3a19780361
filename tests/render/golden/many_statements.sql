-- 300 statements for staging, 1 loses data; proven on a clone
-- apply runs it with check_function_bodies = off, each unit in one transaction

-- 1. create table column app.t0.c0 (desired/app/t0.sql:2)
ALTER TABLE app.t0 ADD COLUMN c0 integer;

-- 2. create table column app.t0.c1 (desired/app/t0.sql:3)
ALTER TABLE app.t0 ADD COLUMN c1 integer;

-- 3. create table column app.t0.c2 (desired/app/t0.sql:4)
ALTER TABLE app.t0 ADD COLUMN c2 integer;

-- 4. create table column app.t1.c0 (desired/app/t1.sql:2)
ALTER TABLE app.t1 ADD COLUMN c0 integer;

-- 5. create table column app.t1.c1 (desired/app/t1.sql:3)
ALTER TABLE app.t1 ADD COLUMN c1 integer;

-- 6. create table column app.t1.c2 (desired/app/t1.sql:4)
ALTER TABLE app.t1 ADD COLUMN c2 integer;

-- 7. create table column app.t2.c0 (desired/app/t2.sql:2)
ALTER TABLE app.t2 ADD COLUMN c0 integer;

-- 8. create table column app.t2.c1 (desired/app/t2.sql:3)
ALTER TABLE app.t2 ADD COLUMN c1 integer;

-- 9. create table column app.t2.c2 (desired/app/t2.sql:4)
ALTER TABLE app.t2 ADD COLUMN c2 integer;

-- 10. create table column app.t3.c0 (desired/app/t3.sql:2)
ALTER TABLE app.t3 ADD COLUMN c0 integer;

-- 11. create table column app.t3.c1 (desired/app/t3.sql:3)
ALTER TABLE app.t3 ADD COLUMN c1 integer;

-- 12. create table column app.t3.c2 (desired/app/t3.sql:4)
ALTER TABLE app.t3 ADD COLUMN c2 integer;

-- 13. create table column app.t4.c0 (desired/app/t4.sql:2)
ALTER TABLE app.t4 ADD COLUMN c0 integer;

-- 14. create table column app.t4.c1 (desired/app/t4.sql:3)
ALTER TABLE app.t4 ADD COLUMN c1 integer;

-- 15. create table column app.t4.c2 (desired/app/t4.sql:4)
ALTER TABLE app.t4 ADD COLUMN c2 integer;

-- 16. create table column app.t5.c0 (desired/app/t5.sql:2)
ALTER TABLE app.t5 ADD COLUMN c0 integer;

-- 17. create table column app.t5.c1 (desired/app/t5.sql:3)
ALTER TABLE app.t5 ADD COLUMN c1 integer;

-- 18. create table column app.t5.c2 (desired/app/t5.sql:4)
ALTER TABLE app.t5 ADD COLUMN c2 integer;

-- 19. create table column app.t6.c0 (desired/app/t6.sql:2)
ALTER TABLE app.t6 ADD COLUMN c0 integer;

-- 20. create table column app.t6.c1 (desired/app/t6.sql:3)
ALTER TABLE app.t6 ADD COLUMN c1 integer;

-- 21. create table column app.t6.c2 (desired/app/t6.sql:4)
ALTER TABLE app.t6 ADD COLUMN c2 integer;

-- 22. create table column app.t7.c0 (desired/app/t7.sql:2)
ALTER TABLE app.t7 ADD COLUMN c0 integer;

-- 23. create table column app.t7.c1 (desired/app/t7.sql:3)
ALTER TABLE app.t7 ADD COLUMN c1 integer;

-- 24. create table column app.t7.c2 (desired/app/t7.sql:4)
ALTER TABLE app.t7 ADD COLUMN c2 integer;

-- 25. create table column app.t8.c0 (desired/app/t8.sql:2)
ALTER TABLE app.t8 ADD COLUMN c0 integer;

-- 26. create table column app.t8.c1 (desired/app/t8.sql:3)
ALTER TABLE app.t8 ADD COLUMN c1 integer;

-- 27. create table column app.t8.c2 (desired/app/t8.sql:4)
ALTER TABLE app.t8 ADD COLUMN c2 integer;

-- 28. create table column app.t9.c0 (desired/app/t9.sql:2)
ALTER TABLE app.t9 ADD COLUMN c0 integer;

-- 29. create table column app.t9.c1 (desired/app/t9.sql:3)
ALTER TABLE app.t9 ADD COLUMN c1 integer;

-- 30. create table column app.t9.c2 (desired/app/t9.sql:4)
ALTER TABLE app.t9 ADD COLUMN c2 integer;

-- 31. create table column app.t10.c0 (desired/app/t10.sql:2)
ALTER TABLE app.t10 ADD COLUMN c0 integer;

-- 32. create table column app.t10.c1 (desired/app/t10.sql:3)
ALTER TABLE app.t10 ADD COLUMN c1 integer;

-- 33. create table column app.t10.c2 (desired/app/t10.sql:4)
ALTER TABLE app.t10 ADD COLUMN c2 integer;

-- 34. create table column app.t11.c0 (desired/app/t11.sql:2)
ALTER TABLE app.t11 ADD COLUMN c0 integer;

-- 35. create table column app.t11.c1 (desired/app/t11.sql:3)
ALTER TABLE app.t11 ADD COLUMN c1 integer;

-- 36. create table column app.t11.c2 (desired/app/t11.sql:4)
ALTER TABLE app.t11 ADD COLUMN c2 integer;

-- 37. create table column app.t12.c0 (desired/app/t12.sql:2)
ALTER TABLE app.t12 ADD COLUMN c0 integer;

-- 38. create table column app.t12.c1 (desired/app/t12.sql:3)
ALTER TABLE app.t12 ADD COLUMN c1 integer;

-- 39. create table column app.t12.c2 (desired/app/t12.sql:4)
ALTER TABLE app.t12 ADD COLUMN c2 integer;

-- 40. create table column app.t13.c0 (desired/app/t13.sql:2)
ALTER TABLE app.t13 ADD COLUMN c0 integer;

-- 41. create table column app.t13.c1 (desired/app/t13.sql:3)
ALTER TABLE app.t13 ADD COLUMN c1 integer;

-- 42. create table column app.t13.c2 (desired/app/t13.sql:4)
ALTER TABLE app.t13 ADD COLUMN c2 integer;

-- 43. create table column app.t14.c0 (desired/app/t14.sql:2)
ALTER TABLE app.t14 ADD COLUMN c0 integer;

-- 44. create table column app.t14.c1 (desired/app/t14.sql:3)
ALTER TABLE app.t14 ADD COLUMN c1 integer;

-- 45. create table column app.t14.c2 (desired/app/t14.sql:4)
ALTER TABLE app.t14 ADD COLUMN c2 integer;

-- 46. create table column app.t15.c0 (desired/app/t15.sql:2)
ALTER TABLE app.t15 ADD COLUMN c0 integer;

-- 47. create table column app.t15.c1 (desired/app/t15.sql:3)
ALTER TABLE app.t15 ADD COLUMN c1 integer;

-- 48. create table column app.t15.c2 (desired/app/t15.sql:4)
ALTER TABLE app.t15 ADD COLUMN c2 integer;

-- 49. create table column app.t16.c0 (desired/app/t16.sql:2)
ALTER TABLE app.t16 ADD COLUMN c0 integer;

-- 50. create table column app.t16.c1 (desired/app/t16.sql:3)
ALTER TABLE app.t16 ADD COLUMN c1 integer;

-- 51. create table column app.t16.c2 (desired/app/t16.sql:4)
ALTER TABLE app.t16 ADD COLUMN c2 integer;

-- 52. create table column app.t17.c0 (desired/app/t17.sql:2)
ALTER TABLE app.t17 ADD COLUMN c0 integer;

-- 53. create table column app.t17.c1 (desired/app/t17.sql:3)
ALTER TABLE app.t17 ADD COLUMN c1 integer;

-- 54. create table column app.t17.c2 (desired/app/t17.sql:4)
ALTER TABLE app.t17 ADD COLUMN c2 integer;

-- 55. create table column app.t18.c0 (desired/app/t18.sql:2)
ALTER TABLE app.t18 ADD COLUMN c0 integer;

-- 56. create table column app.t18.c1 (desired/app/t18.sql:3)
ALTER TABLE app.t18 ADD COLUMN c1 integer;

-- 57. create table column app.t18.c2 (desired/app/t18.sql:4)
ALTER TABLE app.t18 ADD COLUMN c2 integer;

-- 58. create table column app.t19.c0 (desired/app/t19.sql:2)
ALTER TABLE app.t19 ADD COLUMN c0 integer;

-- 59. create table column app.t19.c1 (desired/app/t19.sql:3)
ALTER TABLE app.t19 ADD COLUMN c1 integer;

-- 60. create table column app.t19.c2 (desired/app/t19.sql:4)
ALTER TABLE app.t19 ADD COLUMN c2 integer;

-- 61. create table column app.t20.c0 (desired/app/t20.sql:2)
ALTER TABLE app.t20 ADD COLUMN c0 integer;

-- 62. create table column app.t20.c1 (desired/app/t20.sql:3)
ALTER TABLE app.t20 ADD COLUMN c1 integer;

-- 63. create table column app.t20.c2 (desired/app/t20.sql:4)
ALTER TABLE app.t20 ADD COLUMN c2 integer;

-- 64. create table column app.t21.c0 (desired/app/t21.sql:2)
ALTER TABLE app.t21 ADD COLUMN c0 integer;

-- 65. create table column app.t21.c1 (desired/app/t21.sql:3)
ALTER TABLE app.t21 ADD COLUMN c1 integer;

-- 66. create table column app.t21.c2 (desired/app/t21.sql:4)
ALTER TABLE app.t21 ADD COLUMN c2 integer;

-- 67. create table column app.t22.c0 (desired/app/t22.sql:2)
ALTER TABLE app.t22 ADD COLUMN c0 integer;

-- 68. create table column app.t22.c1 (desired/app/t22.sql:3)
ALTER TABLE app.t22 ADD COLUMN c1 integer;

-- 69. create table column app.t22.c2 (desired/app/t22.sql:4)
ALTER TABLE app.t22 ADD COLUMN c2 integer;

-- 70. create table column app.t23.c0 (desired/app/t23.sql:2)
ALTER TABLE app.t23 ADD COLUMN c0 integer;

-- 71. create table column app.t23.c1 (desired/app/t23.sql:3)
ALTER TABLE app.t23 ADD COLUMN c1 integer;

-- 72. create table column app.t23.c2 (desired/app/t23.sql:4)
ALTER TABLE app.t23 ADD COLUMN c2 integer;

-- 73. create table column app.t24.c0 (desired/app/t24.sql:2)
ALTER TABLE app.t24 ADD COLUMN c0 integer;

-- 74. create table column app.t24.c1 (desired/app/t24.sql:3)
ALTER TABLE app.t24 ADD COLUMN c1 integer;

-- 75. create table column app.t24.c2 (desired/app/t24.sql:4)
ALTER TABLE app.t24 ADD COLUMN c2 integer;

-- 76. create table column app.t25.c0 (desired/app/t25.sql:2)
ALTER TABLE app.t25 ADD COLUMN c0 integer;

-- 77. create table column app.t25.c1 (desired/app/t25.sql:3)
ALTER TABLE app.t25 ADD COLUMN c1 integer;

-- 78. create table column app.t25.c2 (desired/app/t25.sql:4)
ALTER TABLE app.t25 ADD COLUMN c2 integer;

-- 79. create table column app.t26.c0 (desired/app/t26.sql:2)
ALTER TABLE app.t26 ADD COLUMN c0 integer;

-- 80. create table column app.t26.c1 (desired/app/t26.sql:3)
ALTER TABLE app.t26 ADD COLUMN c1 integer;

-- 81. create table column app.t26.c2 (desired/app/t26.sql:4)
ALTER TABLE app.t26 ADD COLUMN c2 integer;

-- 82. create table column app.t27.c0 (desired/app/t27.sql:2)
ALTER TABLE app.t27 ADD COLUMN c0 integer;

-- 83. create table column app.t27.c1 (desired/app/t27.sql:3)
ALTER TABLE app.t27 ADD COLUMN c1 integer;

-- 84. create table column app.t27.c2 (desired/app/t27.sql:4)
ALTER TABLE app.t27 ADD COLUMN c2 integer;

-- 85. create table column app.t28.c0 (desired/app/t28.sql:2)
ALTER TABLE app.t28 ADD COLUMN c0 integer;

-- 86. create table column app.t28.c1 (desired/app/t28.sql:3)
ALTER TABLE app.t28 ADD COLUMN c1 integer;

-- 87. create table column app.t28.c2 (desired/app/t28.sql:4)
ALTER TABLE app.t28 ADD COLUMN c2 integer;

-- 88. create table column app.t29.c0 (desired/app/t29.sql:2)
ALTER TABLE app.t29 ADD COLUMN c0 integer;

-- 89. create table column app.t29.c1 (desired/app/t29.sql:3)
ALTER TABLE app.t29 ADD COLUMN c1 integer;

-- 90. create table column app.t29.c2 (desired/app/t29.sql:4)
ALTER TABLE app.t29 ADD COLUMN c2 integer;

-- 91. create table column app.t30.c0 (desired/app/t30.sql:2)
ALTER TABLE app.t30 ADD COLUMN c0 integer;

-- 92. create table column app.t30.c1 (desired/app/t30.sql:3)
ALTER TABLE app.t30 ADD COLUMN c1 integer;

-- 93. create table column app.t30.c2 (desired/app/t30.sql:4)
ALTER TABLE app.t30 ADD COLUMN c2 integer;

-- 94. create table column app.t31.c0 (desired/app/t31.sql:2)
ALTER TABLE app.t31 ADD COLUMN c0 integer;

-- 95. create table column app.t31.c1 (desired/app/t31.sql:3)
ALTER TABLE app.t31 ADD COLUMN c1 integer;

-- 96. create table column app.t31.c2 (desired/app/t31.sql:4)
ALTER TABLE app.t31 ADD COLUMN c2 integer;

-- 97. create table column app.t32.c0 (desired/app/t32.sql:2)
ALTER TABLE app.t32 ADD COLUMN c0 integer;

-- 98. create table column app.t32.c1 (desired/app/t32.sql:3)
ALTER TABLE app.t32 ADD COLUMN c1 integer;

-- 99. create table column app.t32.c2 (desired/app/t32.sql:4)
ALTER TABLE app.t32 ADD COLUMN c2 integer;

-- 100. create table column app.t33.c0 (desired/app/t33.sql:2)
ALTER TABLE app.t33 ADD COLUMN c0 integer;

-- 101. create table column app.t33.c1 (desired/app/t33.sql:3)
ALTER TABLE app.t33 ADD COLUMN c1 integer;

-- 102. create table column app.t33.c2 (desired/app/t33.sql:4)
ALTER TABLE app.t33 ADD COLUMN c2 integer;

-- 103. create table column app.t34.c0 (desired/app/t34.sql:2)
ALTER TABLE app.t34 ADD COLUMN c0 integer;

-- 104. create table column app.t34.c1 (desired/app/t34.sql:3)
ALTER TABLE app.t34 ADD COLUMN c1 integer;

-- 105. create table column app.t34.c2 (desired/app/t34.sql:4)
ALTER TABLE app.t34 ADD COLUMN c2 integer;

-- 106. create table column app.t35.c0 (desired/app/t35.sql:2)
ALTER TABLE app.t35 ADD COLUMN c0 integer;

-- 107. create table column app.t35.c1 (desired/app/t35.sql:3)
ALTER TABLE app.t35 ADD COLUMN c1 integer;

-- 108. create table column app.t35.c2 (desired/app/t35.sql:4)
ALTER TABLE app.t35 ADD COLUMN c2 integer;

-- 109. create table column app.t36.c0 (desired/app/t36.sql:2)
ALTER TABLE app.t36 ADD COLUMN c0 integer;

-- 110. create table column app.t36.c1 (desired/app/t36.sql:3)
ALTER TABLE app.t36 ADD COLUMN c1 integer;

-- 111. create table column app.t36.c2 (desired/app/t36.sql:4)
ALTER TABLE app.t36 ADD COLUMN c2 integer;

-- 112. create table column app.t37.c0 (desired/app/t37.sql:2)
ALTER TABLE app.t37 ADD COLUMN c0 integer;

-- 113. create table column app.t37.c1 (desired/app/t37.sql:3)
ALTER TABLE app.t37 ADD COLUMN c1 integer;

-- 114. create table column app.t37.c2 (desired/app/t37.sql:4)
ALTER TABLE app.t37 ADD COLUMN c2 integer;

-- 115. create table column app.t38.c0 (desired/app/t38.sql:2)
ALTER TABLE app.t38 ADD COLUMN c0 integer;

-- 116. create table column app.t38.c1 (desired/app/t38.sql:3)
ALTER TABLE app.t38 ADD COLUMN c1 integer;

-- 117. create table column app.t38.c2 (desired/app/t38.sql:4)
ALTER TABLE app.t38 ADD COLUMN c2 integer;

-- 118. create table column app.t39.c0 (desired/app/t39.sql:2)
ALTER TABLE app.t39 ADD COLUMN c0 integer;

-- 119. create table column app.t39.c1 (desired/app/t39.sql:3)
ALTER TABLE app.t39 ADD COLUMN c1 integer;

-- 120. create table column app.t39.c2 (desired/app/t39.sql:4)
ALTER TABLE app.t39 ADD COLUMN c2 integer;

-- 121. create table column app.t40.c0 (desired/app/t40.sql:2)
ALTER TABLE app.t40 ADD COLUMN c0 integer;

-- 122. create table column app.t40.c1 (desired/app/t40.sql:3)
ALTER TABLE app.t40 ADD COLUMN c1 integer;

-- 123. create table column app.t40.c2 (desired/app/t40.sql:4)
ALTER TABLE app.t40 ADD COLUMN c2 integer;

-- 124. create table column app.t41.c0 (desired/app/t41.sql:2)
ALTER TABLE app.t41 ADD COLUMN c0 integer;

-- 125. create table column app.t41.c1 (desired/app/t41.sql:3)
ALTER TABLE app.t41 ADD COLUMN c1 integer;

-- 126. create table column app.t41.c2 (desired/app/t41.sql:4)
ALTER TABLE app.t41 ADD COLUMN c2 integer;

-- 127. create table column app.t42.c0 (desired/app/t42.sql:2)
ALTER TABLE app.t42 ADD COLUMN c0 integer;

-- 128. create table column app.t42.c1 (desired/app/t42.sql:3)
ALTER TABLE app.t42 ADD COLUMN c1 integer;

-- 129. create table column app.t42.c2 (desired/app/t42.sql:4)
ALTER TABLE app.t42 ADD COLUMN c2 integer;

-- 130. create table column app.t43.c0 (desired/app/t43.sql:2)
ALTER TABLE app.t43 ADD COLUMN c0 integer;

-- 131. create table column app.t43.c1 (desired/app/t43.sql:3)
ALTER TABLE app.t43 ADD COLUMN c1 integer;

-- 132. create table column app.t43.c2 (desired/app/t43.sql:4)
ALTER TABLE app.t43 ADD COLUMN c2 integer;

-- 133. create table column app.t44.c0 (desired/app/t44.sql:2)
ALTER TABLE app.t44 ADD COLUMN c0 integer;

-- 134. create table column app.t44.c1 (desired/app/t44.sql:3)
ALTER TABLE app.t44 ADD COLUMN c1 integer;

-- 135. create table column app.t44.c2 (desired/app/t44.sql:4)
ALTER TABLE app.t44 ADD COLUMN c2 integer;

-- 136. create table column app.t45.c0 (desired/app/t45.sql:2)
ALTER TABLE app.t45 ADD COLUMN c0 integer;

-- 137. create table column app.t45.c1 (desired/app/t45.sql:3)
ALTER TABLE app.t45 ADD COLUMN c1 integer;

-- 138. create table column app.t45.c2 (desired/app/t45.sql:4)
ALTER TABLE app.t45 ADD COLUMN c2 integer;

-- 139. create table column app.t46.c0 (desired/app/t46.sql:2)
ALTER TABLE app.t46 ADD COLUMN c0 integer;

-- 140. create table column app.t46.c1 (desired/app/t46.sql:3)
ALTER TABLE app.t46 ADD COLUMN c1 integer;

-- 141. create table column app.t46.c2 (desired/app/t46.sql:4)
ALTER TABLE app.t46 ADD COLUMN c2 integer;

-- 142. create table column app.t47.c0 (desired/app/t47.sql:2)
ALTER TABLE app.t47 ADD COLUMN c0 integer;

-- 143. create table column app.t47.c1 (desired/app/t47.sql:3)
ALTER TABLE app.t47 ADD COLUMN c1 integer;

-- 144. create table column app.t47.c2 (desired/app/t47.sql:4)
ALTER TABLE app.t47 ADD COLUMN c2 integer;

-- 145. create table column app.t48.c0 (desired/app/t48.sql:2)
ALTER TABLE app.t48 ADD COLUMN c0 integer;

-- 146. create table column app.t48.c1 (desired/app/t48.sql:3)
ALTER TABLE app.t48 ADD COLUMN c1 integer;

-- 147. create table column app.t48.c2 (desired/app/t48.sql:4)
ALTER TABLE app.t48 ADD COLUMN c2 integer;

-- 148. create table column app.t49.c0 (desired/app/t49.sql:2)
ALTER TABLE app.t49 ADD COLUMN c0 integer;

-- 149. create table column app.t49.c1 (desired/app/t49.sql:3)
ALTER TABLE app.t49 ADD COLUMN c1 integer;

-- 150. create table column app.t49.c2 (desired/app/t49.sql:4)
ALTER TABLE app.t49 ADD COLUMN c2 integer;

-- 151. drop table column app.users.age
-- loses data: column app.users.age
ALTER TABLE app.users DROP COLUMN age;

-- 152. create table column app.t50.c0 (desired/app/t50.sql:2)
ALTER TABLE app.t50 ADD COLUMN c0 integer;

-- 153. create table column app.t50.c1 (desired/app/t50.sql:3)
ALTER TABLE app.t50 ADD COLUMN c1 integer;

-- 154. create table column app.t50.c2 (desired/app/t50.sql:4)
ALTER TABLE app.t50 ADD COLUMN c2 integer;

-- 155. create table column app.t51.c0 (desired/app/t51.sql:2)
ALTER TABLE app.t51 ADD COLUMN c0 integer;

-- 156. create table column app.t51.c1 (desired/app/t51.sql:3)
ALTER TABLE app.t51 ADD COLUMN c1 integer;

-- 157. create table column app.t51.c2 (desired/app/t51.sql:4)
ALTER TABLE app.t51 ADD COLUMN c2 integer;

-- 158. create table column app.t52.c0 (desired/app/t52.sql:2)
ALTER TABLE app.t52 ADD COLUMN c0 integer;

-- 159. create table column app.t52.c1 (desired/app/t52.sql:3)
ALTER TABLE app.t52 ADD COLUMN c1 integer;

-- 160. create table column app.t52.c2 (desired/app/t52.sql:4)
ALTER TABLE app.t52 ADD COLUMN c2 integer;

-- 161. create table column app.t53.c0 (desired/app/t53.sql:2)
ALTER TABLE app.t53 ADD COLUMN c0 integer;

-- 162. create table column app.t53.c1 (desired/app/t53.sql:3)
ALTER TABLE app.t53 ADD COLUMN c1 integer;

-- 163. create table column app.t53.c2 (desired/app/t53.sql:4)
ALTER TABLE app.t53 ADD COLUMN c2 integer;

-- 164. create table column app.t54.c0 (desired/app/t54.sql:2)
ALTER TABLE app.t54 ADD COLUMN c0 integer;

-- 165. create table column app.t54.c1 (desired/app/t54.sql:3)
ALTER TABLE app.t54 ADD COLUMN c1 integer;

-- 166. create table column app.t54.c2 (desired/app/t54.sql:4)
ALTER TABLE app.t54 ADD COLUMN c2 integer;

-- 167. create table column app.t55.c0 (desired/app/t55.sql:2)
ALTER TABLE app.t55 ADD COLUMN c0 integer;

-- 168. create table column app.t55.c1 (desired/app/t55.sql:3)
ALTER TABLE app.t55 ADD COLUMN c1 integer;

-- 169. create table column app.t55.c2 (desired/app/t55.sql:4)
ALTER TABLE app.t55 ADD COLUMN c2 integer;

-- 170. create table column app.t56.c0 (desired/app/t56.sql:2)
ALTER TABLE app.t56 ADD COLUMN c0 integer;

-- 171. create table column app.t56.c1 (desired/app/t56.sql:3)
ALTER TABLE app.t56 ADD COLUMN c1 integer;

-- 172. create table column app.t56.c2 (desired/app/t56.sql:4)
ALTER TABLE app.t56 ADD COLUMN c2 integer;

-- 173. create table column app.t57.c0 (desired/app/t57.sql:2)
ALTER TABLE app.t57 ADD COLUMN c0 integer;

-- 174. create table column app.t57.c1 (desired/app/t57.sql:3)
ALTER TABLE app.t57 ADD COLUMN c1 integer;

-- 175. create table column app.t57.c2 (desired/app/t57.sql:4)
ALTER TABLE app.t57 ADD COLUMN c2 integer;

-- 176. create table column app.t58.c0 (desired/app/t58.sql:2)
ALTER TABLE app.t58 ADD COLUMN c0 integer;

-- 177. create table column app.t58.c1 (desired/app/t58.sql:3)
ALTER TABLE app.t58 ADD COLUMN c1 integer;

-- 178. create table column app.t58.c2 (desired/app/t58.sql:4)
ALTER TABLE app.t58 ADD COLUMN c2 integer;

-- 179. create table column app.t59.c0 (desired/app/t59.sql:2)
ALTER TABLE app.t59 ADD COLUMN c0 integer;

-- 180. create table column app.t59.c1 (desired/app/t59.sql:3)
ALTER TABLE app.t59 ADD COLUMN c1 integer;

-- 181. create table column app.t59.c2 (desired/app/t59.sql:4)
ALTER TABLE app.t59 ADD COLUMN c2 integer;

-- 182. create table column app.t60.c0 (desired/app/t60.sql:2)
ALTER TABLE app.t60 ADD COLUMN c0 integer;

-- 183. create table column app.t60.c1 (desired/app/t60.sql:3)
ALTER TABLE app.t60 ADD COLUMN c1 integer;

-- 184. create table column app.t60.c2 (desired/app/t60.sql:4)
ALTER TABLE app.t60 ADD COLUMN c2 integer;

-- 185. create table column app.t61.c0 (desired/app/t61.sql:2)
ALTER TABLE app.t61 ADD COLUMN c0 integer;

-- 186. create table column app.t61.c1 (desired/app/t61.sql:3)
ALTER TABLE app.t61 ADD COLUMN c1 integer;

-- 187. create table column app.t61.c2 (desired/app/t61.sql:4)
ALTER TABLE app.t61 ADD COLUMN c2 integer;

-- 188. create table column app.t62.c0 (desired/app/t62.sql:2)
ALTER TABLE app.t62 ADD COLUMN c0 integer;

-- 189. create table column app.t62.c1 (desired/app/t62.sql:3)
ALTER TABLE app.t62 ADD COLUMN c1 integer;

-- 190. create table column app.t62.c2 (desired/app/t62.sql:4)
ALTER TABLE app.t62 ADD COLUMN c2 integer;

-- 191. create table column app.t63.c0 (desired/app/t63.sql:2)
ALTER TABLE app.t63 ADD COLUMN c0 integer;

-- 192. create table column app.t63.c1 (desired/app/t63.sql:3)
ALTER TABLE app.t63 ADD COLUMN c1 integer;

-- 193. create table column app.t63.c2 (desired/app/t63.sql:4)
ALTER TABLE app.t63 ADD COLUMN c2 integer;

-- 194. create table column app.t64.c0 (desired/app/t64.sql:2)
ALTER TABLE app.t64 ADD COLUMN c0 integer;

-- 195. create table column app.t64.c1 (desired/app/t64.sql:3)
ALTER TABLE app.t64 ADD COLUMN c1 integer;

-- 196. create table column app.t64.c2 (desired/app/t64.sql:4)
ALTER TABLE app.t64 ADD COLUMN c2 integer;

-- 197. create table column app.t65.c0 (desired/app/t65.sql:2)
ALTER TABLE app.t65 ADD COLUMN c0 integer;

-- 198. create table column app.t65.c1 (desired/app/t65.sql:3)
ALTER TABLE app.t65 ADD COLUMN c1 integer;

-- 199. create table column app.t65.c2 (desired/app/t65.sql:4)
ALTER TABLE app.t65 ADD COLUMN c2 integer;

-- 200. create table column app.t66.c0 (desired/app/t66.sql:2)
ALTER TABLE app.t66 ADD COLUMN c0 integer;

-- 201. create table column app.t66.c1 (desired/app/t66.sql:3)
ALTER TABLE app.t66 ADD COLUMN c1 integer;

-- 202. create table column app.t66.c2 (desired/app/t66.sql:4)
ALTER TABLE app.t66 ADD COLUMN c2 integer;

-- 203. create table column app.t67.c0 (desired/app/t67.sql:2)
ALTER TABLE app.t67 ADD COLUMN c0 integer;

-- 204. create table column app.t67.c1 (desired/app/t67.sql:3)
ALTER TABLE app.t67 ADD COLUMN c1 integer;

-- 205. create table column app.t67.c2 (desired/app/t67.sql:4)
ALTER TABLE app.t67 ADD COLUMN c2 integer;

-- 206. create table column app.t68.c0 (desired/app/t68.sql:2)
ALTER TABLE app.t68 ADD COLUMN c0 integer;

-- 207. create table column app.t68.c1 (desired/app/t68.sql:3)
ALTER TABLE app.t68 ADD COLUMN c1 integer;

-- 208. create table column app.t68.c2 (desired/app/t68.sql:4)
ALTER TABLE app.t68 ADD COLUMN c2 integer;

-- 209. create table column app.t69.c0 (desired/app/t69.sql:2)
ALTER TABLE app.t69 ADD COLUMN c0 integer;

-- 210. create table column app.t69.c1 (desired/app/t69.sql:3)
ALTER TABLE app.t69 ADD COLUMN c1 integer;

-- 211. create table column app.t69.c2 (desired/app/t69.sql:4)
ALTER TABLE app.t69 ADD COLUMN c2 integer;

-- 212. create table column app.t70.c0 (desired/app/t70.sql:2)
ALTER TABLE app.t70 ADD COLUMN c0 integer;

-- 213. create table column app.t70.c1 (desired/app/t70.sql:3)
ALTER TABLE app.t70 ADD COLUMN c1 integer;

-- 214. create table column app.t70.c2 (desired/app/t70.sql:4)
ALTER TABLE app.t70 ADD COLUMN c2 integer;

-- 215. create table column app.t71.c0 (desired/app/t71.sql:2)
ALTER TABLE app.t71 ADD COLUMN c0 integer;

-- 216. create table column app.t71.c1 (desired/app/t71.sql:3)
ALTER TABLE app.t71 ADD COLUMN c1 integer;

-- 217. create table column app.t71.c2 (desired/app/t71.sql:4)
ALTER TABLE app.t71 ADD COLUMN c2 integer;

-- 218. create table column app.t72.c0 (desired/app/t72.sql:2)
ALTER TABLE app.t72 ADD COLUMN c0 integer;

-- 219. create table column app.t72.c1 (desired/app/t72.sql:3)
ALTER TABLE app.t72 ADD COLUMN c1 integer;

-- 220. create table column app.t72.c2 (desired/app/t72.sql:4)
ALTER TABLE app.t72 ADD COLUMN c2 integer;

-- 221. create table column app.t73.c0 (desired/app/t73.sql:2)
ALTER TABLE app.t73 ADD COLUMN c0 integer;

-- 222. create table column app.t73.c1 (desired/app/t73.sql:3)
ALTER TABLE app.t73 ADD COLUMN c1 integer;

-- 223. create table column app.t73.c2 (desired/app/t73.sql:4)
ALTER TABLE app.t73 ADD COLUMN c2 integer;

-- 224. create table column app.t74.c0 (desired/app/t74.sql:2)
ALTER TABLE app.t74 ADD COLUMN c0 integer;

-- 225. create table column app.t74.c1 (desired/app/t74.sql:3)
ALTER TABLE app.t74 ADD COLUMN c1 integer;

-- 226. create table column app.t74.c2 (desired/app/t74.sql:4)
ALTER TABLE app.t74 ADD COLUMN c2 integer;

-- 227. create table column app.t75.c0 (desired/app/t75.sql:2)
ALTER TABLE app.t75 ADD COLUMN c0 integer;

-- 228. create table column app.t75.c1 (desired/app/t75.sql:3)
ALTER TABLE app.t75 ADD COLUMN c1 integer;

-- 229. create table column app.t75.c2 (desired/app/t75.sql:4)
ALTER TABLE app.t75 ADD COLUMN c2 integer;

-- 230. create table column app.t76.c0 (desired/app/t76.sql:2)
ALTER TABLE app.t76 ADD COLUMN c0 integer;

-- 231. create table column app.t76.c1 (desired/app/t76.sql:3)
ALTER TABLE app.t76 ADD COLUMN c1 integer;

-- 232. create table column app.t76.c2 (desired/app/t76.sql:4)
ALTER TABLE app.t76 ADD COLUMN c2 integer;

-- 233. create table column app.t77.c0 (desired/app/t77.sql:2)
ALTER TABLE app.t77 ADD COLUMN c0 integer;

-- 234. create table column app.t77.c1 (desired/app/t77.sql:3)
ALTER TABLE app.t77 ADD COLUMN c1 integer;

-- 235. create table column app.t77.c2 (desired/app/t77.sql:4)
ALTER TABLE app.t77 ADD COLUMN c2 integer;

-- 236. create table column app.t78.c0 (desired/app/t78.sql:2)
ALTER TABLE app.t78 ADD COLUMN c0 integer;

-- 237. create table column app.t78.c1 (desired/app/t78.sql:3)
ALTER TABLE app.t78 ADD COLUMN c1 integer;

-- 238. create table column app.t78.c2 (desired/app/t78.sql:4)
ALTER TABLE app.t78 ADD COLUMN c2 integer;

-- 239. create table column app.t79.c0 (desired/app/t79.sql:2)
ALTER TABLE app.t79 ADD COLUMN c0 integer;

-- 240. create table column app.t79.c1 (desired/app/t79.sql:3)
ALTER TABLE app.t79 ADD COLUMN c1 integer;

-- 241. create table column app.t79.c2 (desired/app/t79.sql:4)
ALTER TABLE app.t79 ADD COLUMN c2 integer;

-- 242. create table column app.t80.c0 (desired/app/t80.sql:2)
ALTER TABLE app.t80 ADD COLUMN c0 integer;

-- 243. create table column app.t80.c1 (desired/app/t80.sql:3)
ALTER TABLE app.t80 ADD COLUMN c1 integer;

-- 244. create table column app.t80.c2 (desired/app/t80.sql:4)
ALTER TABLE app.t80 ADD COLUMN c2 integer;

-- 245. create table column app.t81.c0 (desired/app/t81.sql:2)
ALTER TABLE app.t81 ADD COLUMN c0 integer;

-- 246. create table column app.t81.c1 (desired/app/t81.sql:3)
ALTER TABLE app.t81 ADD COLUMN c1 integer;

-- 247. create table column app.t81.c2 (desired/app/t81.sql:4)
ALTER TABLE app.t81 ADD COLUMN c2 integer;

-- 248. create table column app.t82.c0 (desired/app/t82.sql:2)
ALTER TABLE app.t82 ADD COLUMN c0 integer;

-- 249. create table column app.t82.c1 (desired/app/t82.sql:3)
ALTER TABLE app.t82 ADD COLUMN c1 integer;

-- 250. create table column app.t82.c2 (desired/app/t82.sql:4)
ALTER TABLE app.t82 ADD COLUMN c2 integer;

-- 251. create table column app.t83.c0 (desired/app/t83.sql:2)
ALTER TABLE app.t83 ADD COLUMN c0 integer;

-- 252. create table column app.t83.c1 (desired/app/t83.sql:3)
ALTER TABLE app.t83 ADD COLUMN c1 integer;

-- 253. create table column app.t83.c2 (desired/app/t83.sql:4)
ALTER TABLE app.t83 ADD COLUMN c2 integer;

-- 254. create table column app.t84.c0 (desired/app/t84.sql:2)
ALTER TABLE app.t84 ADD COLUMN c0 integer;

-- 255. create table column app.t84.c1 (desired/app/t84.sql:3)
ALTER TABLE app.t84 ADD COLUMN c1 integer;

-- 256. create table column app.t84.c2 (desired/app/t84.sql:4)
ALTER TABLE app.t84 ADD COLUMN c2 integer;

-- 257. create table column app.t85.c0 (desired/app/t85.sql:2)
ALTER TABLE app.t85 ADD COLUMN c0 integer;

-- 258. create table column app.t85.c1 (desired/app/t85.sql:3)
ALTER TABLE app.t85 ADD COLUMN c1 integer;

-- 259. create table column app.t85.c2 (desired/app/t85.sql:4)
ALTER TABLE app.t85 ADD COLUMN c2 integer;

-- 260. create table column app.t86.c0 (desired/app/t86.sql:2)
ALTER TABLE app.t86 ADD COLUMN c0 integer;

-- 261. create table column app.t86.c1 (desired/app/t86.sql:3)
ALTER TABLE app.t86 ADD COLUMN c1 integer;

-- 262. create table column app.t86.c2 (desired/app/t86.sql:4)
ALTER TABLE app.t86 ADD COLUMN c2 integer;

-- 263. create table column app.t87.c0 (desired/app/t87.sql:2)
ALTER TABLE app.t87 ADD COLUMN c0 integer;

-- 264. create table column app.t87.c1 (desired/app/t87.sql:3)
ALTER TABLE app.t87 ADD COLUMN c1 integer;

-- 265. create table column app.t87.c2 (desired/app/t87.sql:4)
ALTER TABLE app.t87 ADD COLUMN c2 integer;

-- 266. create table column app.t88.c0 (desired/app/t88.sql:2)
ALTER TABLE app.t88 ADD COLUMN c0 integer;

-- 267. create table column app.t88.c1 (desired/app/t88.sql:3)
ALTER TABLE app.t88 ADD COLUMN c1 integer;

-- 268. create table column app.t88.c2 (desired/app/t88.sql:4)
ALTER TABLE app.t88 ADD COLUMN c2 integer;

-- 269. create table column app.t89.c0 (desired/app/t89.sql:2)
ALTER TABLE app.t89 ADD COLUMN c0 integer;

-- 270. create table column app.t89.c1 (desired/app/t89.sql:3)
ALTER TABLE app.t89 ADD COLUMN c1 integer;

-- 271. create table column app.t89.c2 (desired/app/t89.sql:4)
ALTER TABLE app.t89 ADD COLUMN c2 integer;

-- 272. create table column app.t90.c0 (desired/app/t90.sql:2)
ALTER TABLE app.t90 ADD COLUMN c0 integer;

-- 273. create table column app.t90.c1 (desired/app/t90.sql:3)
ALTER TABLE app.t90 ADD COLUMN c1 integer;

-- 274. create table column app.t90.c2 (desired/app/t90.sql:4)
ALTER TABLE app.t90 ADD COLUMN c2 integer;

-- 275. create table column app.t91.c0 (desired/app/t91.sql:2)
ALTER TABLE app.t91 ADD COLUMN c0 integer;

-- 276. create table column app.t91.c1 (desired/app/t91.sql:3)
ALTER TABLE app.t91 ADD COLUMN c1 integer;

-- 277. create table column app.t91.c2 (desired/app/t91.sql:4)
ALTER TABLE app.t91 ADD COLUMN c2 integer;

-- 278. create table column app.t92.c0 (desired/app/t92.sql:2)
ALTER TABLE app.t92 ADD COLUMN c0 integer;

-- 279. create table column app.t92.c1 (desired/app/t92.sql:3)
ALTER TABLE app.t92 ADD COLUMN c1 integer;

-- 280. create table column app.t92.c2 (desired/app/t92.sql:4)
ALTER TABLE app.t92 ADD COLUMN c2 integer;

-- 281. create table column app.t93.c0 (desired/app/t93.sql:2)
ALTER TABLE app.t93 ADD COLUMN c0 integer;

-- 282. create table column app.t93.c1 (desired/app/t93.sql:3)
ALTER TABLE app.t93 ADD COLUMN c1 integer;

-- 283. create table column app.t93.c2 (desired/app/t93.sql:4)
ALTER TABLE app.t93 ADD COLUMN c2 integer;

-- 284. create table column app.t94.c0 (desired/app/t94.sql:2)
ALTER TABLE app.t94 ADD COLUMN c0 integer;

-- 285. create table column app.t94.c1 (desired/app/t94.sql:3)
ALTER TABLE app.t94 ADD COLUMN c1 integer;

-- 286. create table column app.t94.c2 (desired/app/t94.sql:4)
ALTER TABLE app.t94 ADD COLUMN c2 integer;

-- 287. create table column app.t95.c0 (desired/app/t95.sql:2)
ALTER TABLE app.t95 ADD COLUMN c0 integer;

-- 288. create table column app.t95.c1 (desired/app/t95.sql:3)
ALTER TABLE app.t95 ADD COLUMN c1 integer;

-- 289. create table column app.t95.c2 (desired/app/t95.sql:4)
ALTER TABLE app.t95 ADD COLUMN c2 integer;

-- 290. create table column app.t96.c0 (desired/app/t96.sql:2)
ALTER TABLE app.t96 ADD COLUMN c0 integer;

-- 291. create table column app.t96.c1 (desired/app/t96.sql:3)
ALTER TABLE app.t96 ADD COLUMN c1 integer;

-- 292. create table column app.t96.c2 (desired/app/t96.sql:4)
ALTER TABLE app.t96 ADD COLUMN c2 integer;

-- 293. create table column app.t97.c0 (desired/app/t97.sql:2)
ALTER TABLE app.t97 ADD COLUMN c0 integer;

-- 294. create table column app.t97.c1 (desired/app/t97.sql:3)
ALTER TABLE app.t97 ADD COLUMN c1 integer;

-- 295. create table column app.t97.c2 (desired/app/t97.sql:4)
ALTER TABLE app.t97 ADD COLUMN c2 integer;

-- 296. create table column app.t98.c0 (desired/app/t98.sql:2)
ALTER TABLE app.t98 ADD COLUMN c0 integer;

-- 297. create table column app.t98.c1 (desired/app/t98.sql:3)
ALTER TABLE app.t98 ADD COLUMN c1 integer;

-- 298. create table column app.t98.c2 (desired/app/t98.sql:4)
ALTER TABLE app.t98 ADD COLUMN c2 integer;

-- 299. create table column app.t99.c0 (desired/app/t99.sql:2)
ALTER TABLE app.t99 ADD COLUMN c0 integer;

-- 300. create table column app.t99.c1 (desired/app/t99.sql:3)
ALTER TABLE app.t99 ADD COLUMN c1 integer;
